namespace HotfixTools.Git;

/// <summary>
/// A note in the Git folder of a clone. Who writes it keeps the file locked until disposed of, so it is its writer's alone
/// while that process runs; the system lets go of it with the process, however that ends.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class CloneNote(string file) : IDisposable
{
    private FileStream? _held;

    /// <summary>What it says; null where there is none, or where somebody who still runs wrote it.</summary>
    public string? Read()
    {
        try
        {
            if (!File.Exists(file))
                return null;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether somebody else who still runs has written it.</summary>
    public bool IsHeldElsewhere
    {
        get
        {
            if (_held is not null || !File.Exists(file))
                return false;
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
            catch (IOException)
            {
                return true;
            }
            catch (UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Writes it; null removes it. Somebody else's, who still runs, stays as it is.</summary>
    public void Write(string? text)
    {
        try
        {
            if (text is null && !File.Exists(file))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            _held ??= new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            _held.SetLength(0);
            if (text is null)
            {
                Dispose();
                File.Delete(file);
                return;
            }

            using var writer = new StreamWriter(_held, leaveOpen: true);
            writer.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without a note, a run that is cut off is finished by -Adopt; that is no reason not to start.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _held?.Dispose();
        _held = null;
    }
}
