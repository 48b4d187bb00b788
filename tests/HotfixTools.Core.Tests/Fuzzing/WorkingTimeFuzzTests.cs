using CsCheck;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Core.Tests.Fuzzing;

/// <summary>Ages by dates that anybody may have written into a chain.</summary>
public sealed class WorkingTimeFuzzTests
{
    private static readonly WorkingTime[] Teams =
    [
        new(),
        new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati"), From = TimeSpan.FromHours(9), To = TimeSpan.FromHours(17), Holidays = [DateOnly.MinValue, DateOnly.MaxValue] },
        new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), From = TimeSpan.FromHours(9), To = TimeSpan.FromHours(17), Days = [] },
        new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Niue") },
    ];

    [Fact]
    public void Between_any_two_times_lies_no_more_working_time_than_time() => Fuzz.Run(
        Gen.Select(Gen.Int[0, Teams.Length - 1], Ticks(), Ticks()),
        20,
        input =>
        {
            var (which, one, other) = input;
            DateTimeOffset from = new(one, TimeSpan.Zero), until = new(other, TimeSpan.Zero);
            var worked = Teams[which].Between(from, until);
            Assert.InRange(worked, TimeSpan.Zero, until > from ? until - from : TimeSpan.Zero);
        },
        _ => 16,
        input => input.ToString());

    private static Gen<long> Ticks() => Gen.OneOf(
        Gen.OneOf(Gen.Const(DateTimeOffset.MinValue.Ticks), Gen.Const(DateTimeOffset.MinValue.Ticks + 1), Gen.Const(DateTimeOffset.MaxValue.Ticks), Gen.Const(DateTimeOffset.UnixEpoch.Ticks)),
        Gen.Long[DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks],
        Gen.Long[new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks]);
}
