using CoP.Bench;

// "yardstick" is what the site is compared with; "measure" runs both and compares, "feeds" measures
// calendars alone, "mail" letters and pages beside them. scripts/bench calls them.
return args switch
{
    ["yardstick", ..] => Yardstick.Run(args[1..]),
    ["measure", var site, var yardstick, var scratch, var seconds, .. { Length: <= 1 } postgres] =>
        await Measuring.Run(site, yardstick, scratch, int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), postgres.FirstOrDefault()),
    ["feeds", var site, var scratch, .. { Length: <= 1 } postgres] => await Measuring.RunFeeds(site, scratch, postgres.FirstOrDefault()),
    ["mail", var site, var scratch, var letters, .. { Length: <= 1 } postgres] =>
        await Measuring.RunMail(site, scratch, int.Parse(letters, System.Globalization.CultureInfo.InvariantCulture), postgres.FirstOrDefault()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: CoP.Bench yardstick [--urls …] | measure SITE.dll BENCH.dll FOLDER SECONDS [CONNECTION] | feeds SITE.dll FOLDER [CONNECTION] | mail SITE.dll FOLDER LETTERS [CONNECTION]");
    return 2;
}
