namespace HotfixTools;

/// <summary>Who does something, as Git records it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address.</param>
public sealed record GitIdentity(string Name, string Email)
{
    /// <summary>As Git writes it: <c>Name &lt;email&gt;</c>.</summary>
    public override string ToString() => $"{Name} <{Email}>";
}
