using CsCheck;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>Makes stories.</summary>
internal static class Stories
{
    private static readonly Gen<ActKind> Ours = Gen.Frequency(
        (10, ActKind.Start), (2, ActKind.Adopt), (5, ActKind.Pick), (8, ActKind.Publish), (5, ActKind.Register), (4, ActKind.Restore),
        (7, ActKind.Update), (9, ActKind.Complete), (6, ActKind.RollIn), (5, ActKind.Stop), (1, ActKind.PassGate), (1, ActKind.Look));

    private static readonly Gen<ActKind> Plain = Gen.Frequency(
        (5, ActKind.Work), (3, ActKind.Feature), (10, ActKind.Fix), (3, ActKind.MakeBranch), (2, ActKind.DeleteBranch), (2, ActKind.Amend),
        (1, ActKind.TakeBack), (3, ActKind.TakeInMainline), (3, ActKind.MergeByHand), (3, ActKind.Squash), (2, ActKind.Rebase),
        (2, ActKind.Revert), (1, ActKind.DropWork), (1, ActKind.Tag), (1, ActKind.SecondBranch), (2, ActKind.LocalBranch));

    // Of what is done while a command runs, most concerns the hotfix.
    private static readonly Gen<ActKind> Rival = Gen.Frequency(
        (4, ActKind.Start), (2, ActKind.Pick), (2, ActKind.Publish), (3, ActKind.Register), (1, ActKind.Restore), (3, ActKind.Update), (3, ActKind.Complete), (3, ActKind.RollIn), (3, ActKind.Stop),
        (4, ActKind.Work), (5, ActKind.Fix), (2, ActKind.MakeBranch), (3, ActKind.DeleteBranch), (2, ActKind.Amend), (1, ActKind.TakeInMainline), (2, ActKind.MergeByHand), (2, ActKind.Squash), (1, ActKind.DropWork));

    private static readonly Gen<int> Actor = Gen.Int[0, Stage.Names.Count - 1];
    private static readonly Gen<int> Choice = Gen.Int[0, 999];

    private static readonly Gen<Interruption?> Middle = Gen.Select(
        Gen.Frequency((3, Moment.BeforeStep), (2, Moment.AfterStep), (4, Moment.WithinPush)),
        Gen.Int[1, 6],
        Gen.Select(Rival, Actor, Choice, (kind, actor, choice) => new Act(kind, actor, choice)).Array[0, 2],
        Gen.Frequency((6, Trouble.None), (4, Trouble.CutOff), (1, Trouble.PushLost), (2, Trouble.AnswerLost), (2, Trouble.RemoteGone)),
        (moment, number, acts, trouble) => (Interruption?)new Interruption(
            // Only what is being pushed can be lost; and only before and after it can a command be cut off.
            trouble is Trouble.None or Trouble.CutOff ? moment : Moment.WithinPush, number, acts,
            trouble == Trouble.CutOff && moment == Moment.WithinPush ? Trouble.RemoteGone : trouble));

    private static readonly Gen<Step> OfOurs = Gen.Select(
        Gen.Select(Ours, Actor, Choice, (kind, actor, choice) => new Act(kind, actor, choice)),
        Gen.Frequency((3, Gen.Const((Interruption?)null)), (6, Middle)),
        Gen.Frequency((6, Gen.Const(Array.Empty<Act>())), (1, Gen.Select(Rival, Actor, Choice, (kind, actor, choice) => new Act(kind, actor, choice)).Array[1, 2])),
        Gen.Int[0, 2],
        (act, middle, atOnce, again) => new Step(act, middle, atOnce, again));

    private static readonly Gen<Step> OfPlain = Gen.Select(Plain, Actor, Choice, (kind, actor, choice) => new Step(new Act(kind, actor, choice), null, [], 0));

    // Most stories begin with what hotfixes begin with.
    private static readonly Gen<Step[]> Beginning = Gen.Frequency(
        (2, Begin()), (2, Begin(ActKind.Start, ActKind.Fix)), (1, Begin(ActKind.Start, ActKind.Fix, ActKind.Fix)), (2, Begin(ActKind.Start, ActKind.Fix, ActKind.Publish)), (1, Begin(ActKind.MakeBranch, ActKind.Fix)));

    /// <summary>Any story.</summary>
    public static Gen<Story> Any { get; } = Gen.Select(
        Beginning, Gen.Frequency((6, OfOurs), (4, OfPlain)).Array[3, 9], Gen.Bool, (beginning, steps, writesTogether) => new Story([.. beginning, .. steps], writesTogether));

    private static Gen<Step[]> Begin(params ActKind[] kinds) =>
        Gen.Select(Actor, Choice, (actor, choice) => kinds.Select(kind => new Step(new Act(kind, actor, choice), null, [], 0)).ToArray());
}
