using CoP.Bench;

// "yardstick" is what the site is compared with; "measure" runs both and compares, "feeds" measures
// calendars alone. scripts/bench calls them.
return args switch
{
    ["yardstick", ..] => Yardstick.Run(args[1..]),
    ["measure", var site, var yardstick, var scratch, var seconds, .. { Length: <= 1 } postgres] =>
        await Measuring.Run(site, yardstick, scratch, int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), postgres.FirstOrDefault()),
    ["feeds", var site, var scratch, .. { Length: <= 1 } postgres] => await Measuring.RunFeeds(site, scratch, postgres.FirstOrDefault()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: CoP.Bench yardstick [--urls …] | measure SITE.dll BENCH.dll FOLDER SECONDS [CONNECTION] | feeds SITE.dll FOLDER [CONNECTION]");
    return 2;
}
