namespace HotfixTools;

/// <summary>
/// A look at a hotfix that is made up, in memory. Code that is run for the first time takes many times as long as later, compiled
/// ahead or not, and a process that looks once runs all of it for the first time. So another thread runs it, while the one that
/// counts loads the way to Git, opens the repository and asks the remote.
/// </summary>
public static class Rehearsal
{
    private static readonly object Turn = new();

    /// <summary>Begins it, on another thread. Nothing is to be waited for.</summary>
    // Of the pool: who starts a thread waits until it runs.
    public static void Begin() => ThreadPool.UnsafeQueueUserWorkItem(_ => TryPlay(), null);

    /// <summary>Does what is needed sooner, while the rehearsal waits: with more threads than processors, all would be late.</summary>
    /// <param name="work">The work.</param>
    public static void GoBefore(Action work)
    {
        lock (Turn)
            work();
    }

    /// <summary>Plays it.</summary>
    /// <returns>The hotfix that was found.</returns>
    public static Hotfix? Play()
    {
        var (repository, remote) = (new RehearsalRepository(), new RehearsalRemote());
        using var session = HotfixSession.OpenListed(
            repository, remote, RehearsalRepository.Refs, SettingsRequest.Fixed(HotfixSettings.Default), new RemoteAccess(remote, CancellationToken.None), TimeProvider.System);
        return new HotfixReader(session) { AsksForge = false }.Read(session.Look(HotfixReader.Patterns(session.Settings)));
    }

    /// <summary>Called by what is rehearsed with, often: lets pass what is needed sooner.</summary>
    internal static void GiveWay()
    {
        lock (Turn)
        {
        }
    }

    private static void TryPlay()
    {
        try
        {
            Play();
        }
        catch (Exception)
        {
            // The look that counts says what is wrong; here, nobody is there to be told, and an error would end the process.
        }
    }
}
