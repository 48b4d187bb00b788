namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>A commit as plain git shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parents">Its parents.</param>
/// <param name="At">When it was committed, in seconds.</param>
/// <param name="Message">Its message.</param>
/// <param name="Patch">What it changes of its first parent: the blob of each file; null where it is gone.</param>
/// <param name="Files">Its files, and their blobs.</param>
internal sealed record Commit(string Id, string[] Parents, long At, string Message, IReadOnlyDictionary<string, string?> Patch, IReadOnlyDictionary<string, string> Files);
