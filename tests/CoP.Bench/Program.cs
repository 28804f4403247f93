using CoP.Bench;

// "yardstick" is what the site is compared with; "measure" runs both and compares. scripts/bench calls them.
return args switch
{
    ["yardstick", ..] => Yardstick.Run(args[1..]),
    ["measure", var site, var yardstick, var scratch, var seconds, .. { Length: <= 1 } postgres] =>
        await Measuring.Run(site, yardstick, scratch, int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), postgres.FirstOrDefault()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: CoP.Bench yardstick [--urls …] | measure SITE.dll BENCH.dll FOLDER SECONDS [CONNECTION]");
    return 2;
}
