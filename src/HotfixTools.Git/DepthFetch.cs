using System.Reflection;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// A fetch from an address that is not configured, which may cut history off. LibGit2Sharp hands the depth of a fetch on where
/// it clones, and loses it where it fetches; so what <see cref="Commands.Fetch"/> does is done here with the one field more.
/// Its parts are not public: tests fetch with a depth, so that a version that has others is noticed.
/// </summary>
internal static class DepthFetch
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(Repository).Assembly;
    private static readonly Type Proxy = Of("Core.Proxy");
    private static readonly Type Options = Of("Core.GitFetchOptions");
    private static readonly Type Wrapper = Of("Core.GitFetchOptionsWrapper");
    private static readonly Type Callbacks = Of("RemoteCallbacks");
    private static readonly Type ProxyOptions = Of("Core.GitProxyOptions");
    private static readonly PropertyInfo Handle = typeof(Repository).GetProperty("Handle", Members)!;

    /// <summary>Fetches.</summary>
    /// <param name="repository">Where to.</param>
    /// <param name="address">Where from; written nowhere.</param>
    /// <param name="specifications">What, and where it lands.</param>
    /// <param name="options">How, with the depth.</param>
    public static void Run(Repository repository, string address, IEnumerable<string> specifications, FetchOptions options)
    {
        using var handle = (IDisposable)Call(Proxy, "git_remote_create_anonymous", null, Handle.GetValue(repository), address)!;
        using var wrapper = (IDisposable)Activator.CreateInstance(Wrapper, nonPublic: true)!;
        var callbacks = Callbacks.GetConstructor(Members, [typeof(FetchOptionsBase)])!.Invoke([options]);
        var proxy = Activator.CreateInstance(ProxyOptions)!;
        Set(ProxyOptions, proxy, "Version", 1u);
        var native = Wrapper.GetProperty("Options", Members)!.GetValue(wrapper)!;
        Set(Options, native, "RemoteCallbacks", Call(Callbacks, "GenerateCallbacks", callbacks));
        Set(Options, native, "download_tags", options.TagFetchMode ?? TagFetchMode.None);
        Set(Options, native, "ProxyOptions", proxy);
        Set(Options, native, "Depth", options.Depth);
        Set(Options, native, "UpdateFetchHead", false);
        Call(Proxy, "git_remote_fetch", null, handle, specifications, native, null);
        GC.KeepAlive(callbacks);
    }

    private static Type Of(string name) => Library.GetType($"LibGit2Sharp.{name}", throwOnError: true)!;

    private static void Set(Type type, object target, string field, object? value) => type.GetField(field, Members)!.SetValue(target, value);

    private static object? Call(Type type, string method, object? target, params object?[] arguments) =>
        type.GetMethods(Members).Single(found => found.Name == method && found.GetParameters().Length == arguments.Length)
            .Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
