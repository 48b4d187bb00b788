using System.Diagnostics;
using System.Text;
using HotfixTools.ReportTests;

// Writes the pages that measure.mjs opens: the report of a fleet in its worst case, and beside it a plain table of as many bytes.
if (args.Length == 0)
{
    Console.Error.WriteLine("Give the folder for the pages, and how many repositories they tell of if not 2000.");
    return 2;
}

var folder = Directory.CreateDirectory(args[0]).FullName;
var count = args.Length > 1 ? int.Parse(args[1]) : 2000;
var watch = Stopwatch.StartNew();
var page = Pages.Large(count);
Console.WriteLine($"{count} repositories: {page.Length / 1048576.0:0.0} MB, made and written in {watch.Elapsed.TotalSeconds:0.00} s");
File.WriteAllText(Path.Combine(folder, "report.html"), page);
var plain = new StringBuilder("<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Plain</title><table>");
while (plain.Length < page.Length)
    plain.Append("<tr><td>https://git.example.com/team/service.git<td>In progress<td>1 error<td>3 d 4 h<td>Ada Example<td>0123abcd<td>Update-Hotfix</tr>\n");
File.WriteAllText(Path.Combine(folder, "plain.html"), plain.ToString());
return 0;
