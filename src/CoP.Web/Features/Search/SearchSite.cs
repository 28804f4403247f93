namespace CoP.Web.Features.Search;

public static class SearchSite
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddScoped<SearchReading>().AddScoped<MinutesSearch>();
        services.AddScoped<SimilarThreads>();
    }
}
