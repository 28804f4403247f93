namespace CoP.Web.Features.Record;

/// <summary>Puts a member's own record together.</summary>
public static class RecordSite
{
    public static void AddRecord(this IServiceCollection services) => services.AddScoped<MyRecord>().AddScoped<RecordPages>();
}
