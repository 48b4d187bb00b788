using System.Runtime.InteropServices;
using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>Git through LibGit2Sharp. Loaded by name into a load context of its own; see docs/ARCHITECTURE.md.</summary>
public sealed class GitService : IGitService
{
    /// <summary>Loads the native library.</summary>
    /// <exception cref="HotfixException"><c>PlatformNotSupported</c>.</exception>
    public GitService()
    {
        try
        {
            _ = GlobalSettings.Version.Features;
            NativeStubs.Prepare();
            RepositoryFormats.Extend();
        }
        catch (TypeInitializationException error)
        {
            throw HotfixErrors.PlatformNotSupported(RuntimeInformation.RuntimeIdentifier, error);
        }
    }

    /// <inheritdoc/>
    public IGitRepository Open(string path)
    {
        using (GitConfiguration.Enter())
        {
            string? found = null;
            try
            {
                // Discovery, not the path itself: any folder below the root is the repository too.
                found = Directory.Exists(path) ? Repository.Discover(path) : null;
                return new GitRepository(new Repository(found ?? throw HotfixErrors.NotARepository(path)));
            }
            catch (LibGit2SharpException error) when (error.Message.Contains("owned by current user", StringComparison.Ordinal))
            {
                throw HotfixErrors.RepositoryNotOwned(path, error);
            }
            catch (LibGit2SharpException error)
            {
                throw RepositoryFormats.Explain(path, error.Message, error) ?? CloneFault.Explain(path, isPartial: false, error)
                    ?? (found is null ? HotfixErrors.NotARepository(path, error) : HotfixErrors.CloneDamaged(path, CloneFault.WordsOf(error), error));
            }
        }
    }

    /// <inheritdoc/>
    public IGitRepository OpenTemporary()
    {
        var folder = Directory.CreateTempSubdirectory("hotfixtools-").FullName;
        return Configured(folder, () => new GitRepository(new Repository(Repository.Init(folder, isBare: true)), temporaryFolder: folder));
    }

    /// <inheritdoc/>
    public IGitRepository OpenStore(string folder)
    {
        using (GitConfiguration.Enter())
            return new GitRepository(new Repository(Directory.Exists(folder) ? folder : Repository.Init(folder, isBare: true)), isOurs: true);
    }

    /// <inheritdoc/>
    public RemoteRefs List(RemoteUrl url, RemoteAccess access)
    {
        // A change of the configuration waits for who uses it: it is used no longer than it takes to read.
        var (coreSshCommand, httpProxy) = Configured(url.ToString(), () =>
        {
            if (url.Kind == RemoteKind.Path)
                return (null, null);
            using var configuration = Configuration.BuildFrom(null);
            return (configuration.Get<string>("core.sshCommand")?.Value, configuration.Get<string>("http.proxy")?.Value);
        });
        using var call = new RemoteCall(url, Environment.CurrentDirectory, coreSshCommand, httpProxy, access, refs: new ListListener(isForFormat: true))
        {
            ExplainClone = error => error is LibGit2SharpException words ? CloneFault.ExplainConfiguration(url.ToString(), words) : null,
        };
        return call.List(() => Repository.ListRemoteReferences(call.Address));
    }

    /// <inheritdoc/>
    public IGitRepository CreateBare(string folder, BranchName mainline)
    {
        using (GitConfiguration.Enter())
        {
            var repository = new Repository(Repository.Init(folder, isBare: true));
            repository.Refs.UpdateTarget("HEAD", RefName.Of(mainline).ToString());
            return new GitRepository(repository);
        }
    }

    /// <inheritdoc/>
    public void Clone(string source, string folder, GitIdentity identity)
    {
        using (GitConfiguration.Enter())
        {
            Repository.Clone(source, folder);
            using var clone = new Repository(folder);
            clone.Config.Set("user.name", identity.Name);
            clone.Config.Set("user.email", identity.Email);
            // Practice must not depend on keys.
            clone.Config.Set("commit.gpgsign", false);
        }
    }

    // With the configuration of the session, which may have a fault.
    private static T Configured<T>(string place, Func<T> work)
    {
        using (GitConfiguration.Enter())
        {
            try
            {
                return work();
            }
            catch (LibGit2SharpException error) when (CloneFault.ExplainConfiguration(place, error) is { } fault)
            {
                throw fault;
            }
        }
    }
}
