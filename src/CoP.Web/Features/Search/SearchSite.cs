namespace CoP.Web.Features.Search;

public static class SearchSite
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddScoped<SearchReading>();
        services.AddScoped<SimilarThreads>();
    }
}
