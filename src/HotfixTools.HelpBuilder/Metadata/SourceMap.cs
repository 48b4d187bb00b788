using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Finds where a member is written, from the debug symbols: an error should open the right file.</summary>
internal sealed class SourceMap : IDisposable
{
    private readonly string _assemblyPath;
    private readonly MetadataReaderProvider? _symbols;

    private SourceMap(string assemblyPath, MetadataReaderProvider? symbols)
    {
        _assemblyPath = assemblyPath;
        _symbols = symbols;
    }

    /// <summary>Opens the symbols beside the assembly; without them, all is found in the assembly.</summary>
    public static SourceMap Open(string assemblyPath)
    {
        var symbolsPath = Path.ChangeExtension(assemblyPath, ".pdb");
        var symbols = File.Exists(symbolsPath)
            ? MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbolsPath))
            : null;
        return new SourceMap(assemblyPath, symbols);
    }

    /// <summary>The file and line of a type or property; line zero stands for unknown.</summary>
    public (string File, int Line) Find(MemberInfo member)
    {
        // The symbols of another assembly are not these.
        if (_symbols is null || Path.GetFileNameWithoutExtension(_assemblyPath) != member.Module.Assembly.GetName().Name)
            return (_assemblyPath, 0);

        var reader = _symbols.GetMetadataReader();
        return Bodies(member).Select(body => FirstLine(reader, body)).FirstOrDefault(place => place is not null)
            ?? (_assemblyPath, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _symbols?.Dispose();

    private static IEnumerable<MethodBase> Bodies(MemberInfo member)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return member switch
        {
            PropertyInfo property => property.GetAccessors(nonPublic: true),
            Type type => type.GetMethods(Declared),
            _ => [],
        };
    }

    private static (string File, int Line)? FirstLine(MetadataReader reader, MethodBase method)
    {
        var handle = MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0xFFFFFF);
        foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
            if (!point.IsHidden && !point.Document.IsNil)
                return (reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine);

        return null;
    }
}
