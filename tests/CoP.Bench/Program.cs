using CoP.Bench;

// yardstick --urls ADDRESS --database FILE --bytes N    a minimal page to hold the site's pages against
// replies   --site ADDRESS --cookie C --thread ID --count N       posts one after the other
// live      --site ADDRESS --cookies C;C;… --thread ID --readers N --posts N
var options = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1], StringComparer.Ordinal);
switch (args.FirstOrDefault())
{
    case "yardstick":
        await Yardstick.Run(options["urls"], options["database"], int.Parse(options["bytes"]));
        return 0;
    case "replies":
        await Replies.Run(new Uri(options["site"]), options["cookie"], options["thread"], int.Parse(options["count"]));
        return 0;
    case "live":
        return await Live.Run(new Uri(options["site"]), options["cookies"].Split(';'), options["thread"], int.Parse(options["readers"]), int.Parse(options["posts"]));
    default:
        Console.Error.WriteLine("yardstick | replies | live; see Program.cs");
        return 2;
}
