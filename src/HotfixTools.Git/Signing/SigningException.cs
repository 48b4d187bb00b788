namespace HotfixTools.Git.Signing;

/// <summary>Something could not be signed.</summary>
/// <param name="why">Why, in the middle of a sentence.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class SigningException(string why, Exception? inner = null) : Exception(why, inner);
