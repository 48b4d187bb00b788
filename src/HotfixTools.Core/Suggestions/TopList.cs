namespace HotfixTools;

/// <summary>A few of many names: the highest in an order, or the first that come.</summary>
/// <param name="most">How many are kept.</param>
/// <param name="order">The order; null: as they come.</param>
internal sealed class TopList(int most, IComparer<string>? order)
{
    private readonly PriorityQueue<string, string> _highest = new(order);
    private readonly List<string> _first = [];

    /// <summary>How many there are.</summary>
    public int Count => order is null ? _first.Count : _highest.Count;

    /// <summary>Whether no other name can make a difference.</summary>
    public bool IsEnough => order is null && _first.Count == most;

    /// <summary>Adds a name.</summary>
    /// <param name="name">The name.</param>
    public void Add(string name)
    {
        if (order is not null && _highest.Count < most)
            _highest.Enqueue(name, name);
        else if (order is not null)
            _highest.EnqueueDequeue(name, name);
        else if (!IsEnough)
            _first.Add(name);
    }

    /// <summary>The names that are left: the highest first, or as they came.</summary>
    public IReadOnlyList<string> Items() =>
        order is null ? _first : [.. _highest.UnorderedItems.Select(item => item.Element).OrderDescending(order)];
}
