using System.Reflection;

namespace HotfixTools.Git.Tests.Fuzzing;

/// <summary>A repository of which nothing is there but a note.</summary>
internal class NotedRepository : DispatchProxy
{
    private string? _text;

    public NotedRepository()
    {
    }

    public NotedRepository(string text)
    {
        Double = Create<IGitRepository, NotedRepository>();
        ((NotedRepository)(object)Double)._text = text;
    }

    /// <summary>The repository.</summary>
    public IGitRepository Double { get; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IGitRepository.ReadNote) => _text,
        nameof(IGitRepository.NoteNames) => new[] { "notices-other" },
        nameof(IGitRepository.IsNoteHeldElsewhere) => false,
        nameof(IGitRepository.WriteNote) => null,
        _ => throw new NotSupportedException(targetMethod.Name),
    };
}
