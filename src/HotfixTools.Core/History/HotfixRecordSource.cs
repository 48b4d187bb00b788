namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>From what a hotfix of the past is known.</summary>
public enum HotfixRecordSource : long
{
    /// <summary>From the journal: who, when and why are known.</summary>
    Journal,

    /// <summary>From Git alone: a merge of the hotfix branch that the journal does not know. What Git does not tell is empty.</summary>
    Git,
}
