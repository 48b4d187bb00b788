using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// The code by which .NET calls functions of libgit2. It is compiled when a function is first called, which takes longer than
/// most of them, and nothing can compile it ahead of time. So another thread does it, while a process that has just started
/// opens the repository and asks the remote.
/// </summary>
internal static class NativeStubs
{
    /// <summary>What a look at a hotfix calls, in that order, as soon as it has found the repository.</summary>
    internal static readonly string[] Functions =
    [
        "git_repository_open",
        "git_repository_path",
        "git_config_iterator_glob_new",
        "git_config_next",
        "git_config_iterator_free",
        "git_remote_lookup",
        "git_object_lookup",
        "git_commit_message",
        "git_tree_entry_bypath",
        "git_config_find_global",
        "git_config_new",
        "git_config_add_file_ondisk",
        "git_config_snapshot",
        "git_config_get_entry",
        "git_reference_is_valid_name",
        "git_repository_odb",
        "git_odb_exists",
        "git_tree_entry_name",
        "git_odb_read_header",
        "git_merge_base_many",
        "git_revwalk_new",
        "git_revwalk_push",
        "git_revwalk_next",
        "git_diff_tree_to_tree",
        "git_reference_lookup",
        "git_reference_name",
        "git_refspec_src_matches",
        "git_refspec_transform",
    ];

    // Tables that are filled when they are first used; of most, .NET has no code for the type.
    private static readonly Type[] Tables = [typeof(ObjectId), typeof(GitObject), typeof(Diff)];

    /// <summary>What is handed over field by field, which has code of its own.</summary>
    internal static readonly string[] Layouts = ["GitOid", "GitDiffOptions"];

    private static Type Library => typeof(Repository).Assembly.GetType("LibGit2Sharp.Core.NativeMethods", throwOnError: true)!;

    /// <summary>Begins to prepare what a look needs. The library must have been loaded.</summary>
    public static void Prepare() => ThreadPool.UnsafeQueueUserWorkItem(_ => Rehearsal.GoBefore(Run), null);

    /// <summary>The functions of the library by these names.</summary>
    /// <param name="names">The names.</param>
    internal static IEnumerable<MethodInfo> Find(IEnumerable<string> names) =>
        from name in names
        from function in Library.GetMember(name, MemberTypes.Method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        select (MethodInfo)function;

    /// <summary>What the library hands over by this name.</summary>
    /// <param name="name">The name.</param>
    internal static Type Layout(string name) => typeof(Repository).Assembly.GetType($"LibGit2Sharp.Core.{name}", throwOnError: true)!;

    private static void Run()
    {
        try
        {
            foreach (var table in Tables)
                RuntimeHelpers.RunClassConstructor(table.TypeHandle);
            foreach (var function in Find(Functions))
                Marshal.Prelink(function);
            foreach (var layout in Layouts)
                Copy(layout);
        }
        catch (Exception)
        {
            // Whoever calls it is told; here, nobody is there to be told, and an error would end the process.
        }
    }

    private static void Copy(string layout)
    {
        var type = Layout(layout);
        var place = Marshal.AllocHGlobal(Marshal.SizeOf(type));
        try
        {
            Marshal.StructureToPtr(Activator.CreateInstance(type)!, place, fDeleteOld: false);
            Marshal.DestroyStructure(place, type);
        }
        finally
        {
            Marshal.FreeHGlobal(place);
        }
    }
}
