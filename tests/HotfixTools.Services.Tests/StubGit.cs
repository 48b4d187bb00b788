using System.Reflection;

namespace HotfixTools.Services.Tests;

/// <summary>As much of Git as it takes to have a session: a repository in a folder, and the URL of its remote.</summary>
public class StubGit : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    /// <summary>A session in a clone.</summary>
    public static HotfixSession Clone(string folder) =>
        HotfixSession.Open(Git(folder), folder, SettingsRequest.Fixed(HotfixSettings.Default), Access(), TimeProvider.System);

    /// <summary>A session of a remote that was never cloned.</summary>
    public static HotfixSession Url(string folder, string remote) =>
        HotfixSession.OpenUrl(Git(folder), remote, SettingsRequest.Fixed(HotfixSettings.Default), Access(), TimeProvider.System);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);

    private static RemoteAccess Access() => new(new CredentialChain(), CancellationToken.None);

    private static T Of<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var stub = Create<T, StubGit>();
        ((StubGit)(object)stub)._answer = answer;
        return stub;
    }

    private static IGitService Git(string folder) => Of<IGitService>((_, _) => Of<IGitRepository>((method, arguments) => method.Name switch
    {
        "get_Location" => folder,
        "get_IsShallow" => false,
        "get_RemoteNames" => new[] { "origin" },
        nameof(IGitRepository.OpenRemote) => Of<IGitRemote>((asked, _) => asked.Name == "get_Url" ? arguments[0] as RemoteUrl ?? RemoteUrl.Parse("https://github.com/ada/shop.git") : null),
        _ => null,
    }));
}
