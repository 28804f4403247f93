using CoP.Web.Data.Seed;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Journeys;

/// <summary>What members come for, in Spanish on the narrowest phone, in a browser that runs no script.</summary>
public sealed class WithoutScriptTests(DemoSite site) : IClassFixture<DemoSite>
{
    static readonly Look phone = new("es", Phone: true, Script: false);

    [Fact]
    public async Task One_signs_in_finds_the_way_by_the_menu_and_signs_out()
    {
        await using var window = await Window.Open(site, look: phone);
        var page = window.Page;
        await page.GotoAsync("/meetings");
        await page.GetByLabel("Correo electrónico").FillAsync("hector.pagan" + DemoCommunity.MailDomain);
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync(DemoCommunity.Password);
        await Press(page, "Iniciar sesión");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Reuniones", Level = 1 })).ToBeVisibleAsync();
        await Press(page, "Menú");
        await page.GetByRole(AriaRole.Link, new() { Name = "Grupos de correflexión" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Grupos de correflexión", Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cerrar sesión" }).First.ClickAsync();
        await page.GotoAsync("/meetings");
        await Expect(page.GetByLabel("Contraseña", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task One_says_yes_to_a_meeting_and_asks_for_captions()
    {
        await using var window = await Window.Open(site, await site.As("yolanda.crespo"), phone);
        var page = window.Page;
        await page.GotoAsync("/meetings");
        await page.Locator("#coming ~ ul a").First.ClickAsync();
        var captions = page.GetByRole(AriaRole.Checkbox, new() { Name = "Subtítulos en vivo (CART)" });
        await page.GetByRole(AriaRole.Radio, new() { Name = "Sí, asistiré" }).CheckAsync();
        await captions.CheckAsync();
        await page.GetByLabel("Otra cosa").FillAsync("Un lugar cerca de la pantalla.");
        await page.Locator("#rsvp button").ClickAsync();
        await Expect(page.Locator("body")).ToContainTextAsync("Gracias. Tenemos su respuesta.");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Sí, asistiré" })).ToBeCheckedAsync();
        await Expect(captions).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Otra cosa")).ToHaveValueAsync("Un lugar cerca de la pantalla.");
        await captions.UncheckAsync();
        await Press(page, "Cambiar mi respuesta");
        await Expect(captions).Not.ToBeCheckedAsync();
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task One_joins_a_group_and_leaves_it_in_two_steps()
    {
        await using var window = await Window.Open(site, await site.As("ana.beltran"), phone);
        var page = window.Page;
        await page.GotoAsync("/groups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Tuesday Table" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Solo los miembros pueden ver quién está en el grupo");
        await page.GetByRole(AriaRole.Link, new() { Name = "Unirse al grupo" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("miembros del grupo verán su nombre. Nadie más.");
        await Press(page, "Unirse al grupo");
        await Expect(page.Locator("body")).ToContainTextAsync("Le damos la bienvenida. Ya está dentro.");
        await Expect(page.Locator(".members")).ToContainTextAsync("Ana Beltrán");
        await page.Locator("main a[href$='/leave']").ClickAsync();
        await page.Locator("main form button").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tuesday Table" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Unirse al grupo" })).ToBeVisibleAsync();
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task One_asks_says_what_helped_answers_finds_it_again_and_takes_it_back_by_keyboard_alone()
    {
        var jamie = await site.As("supporter");
        await using var window = await Window.Open(site, await site.As("ana.beltran"), phone);
        var (page, keys) = (window.Page, new Keys(window.Page));
        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name });

        await page.GotoAsync("/discussions");
        await keys.Press(Link("Iniciar una conversación").First);
        await keys.Choose(page.GetByRole(AriaRole.Radio, new() { Name = "Pregunta" }));
        await keys.Next(page.GetByLabel("¿Dónde va?"));
        await keys.Type(page.GetByRole(AriaRole.Textbox, new() { Name = "Título" }), "¿Cómo piden ayuda ustedes?");
        await keys.Type(page.GetByLabel("¿Qué quiere decir?"), "Me cuesta **pedirla**.");
        await keys.Choose(page.GetByRole(AriaRole.Radio, new() { Name = "Toda la comunidad" }));
        await keys.Press(Button("Mostrar cómo se verá"));
        await Expect(page.Locator("main .card .prose strong")).ToHaveTextAsync("pedirla");
        await keys.Press(Button("Publicar"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("¿Cómo piden ayuda ustedes?");

        var thread = string.Join('/', new Uri(page.Url).AbsolutePath.Split('/').Take(3));
        await jamie.Post($"{thread}/replies", ("Body", "I ask one person I trust."), ("Language", "en"));
        await page.ReloadAsync();
        var posts = page.Locator("li.post");
        await keys.Press(posts.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Esto me ayudó" }));
        await Expect(posts.Nth(1).Locator(".pill")).ToHaveTextAsync("Esto ayudó");

        await keys.Press(posts.Nth(1).GetByRole(AriaRole.Link, new() { Name = "Responder" }));
        await keys.Type(page.GetByLabel("Su respuesta"), "Gracias, lo probaré.");
        await keys.Press(Button("Publicar respuesta"));
        await Expect(posts.Nth(2).Locator(".prose")).ToHaveTextAsync("Gracias, lo probaré.");
        await Expect(posts.Nth(2)).ToContainTextAsync("Jamie Rosario");

        await page.GotoAsync("/search");
        await keys.Type(page.GetByRole(AriaRole.Searchbox), "pedirla has:helped");
        await keys.Press(page.Locator(".search-box button"));
        await keys.Press(page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "¿Cómo piden ayuda ustedes?" }).First);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("¿Cómo piden ayuda ustedes?");

        await keys.Press(posts.Nth(2).GetByText("Retirar", new() { Exact = true }));
        await keys.Press(posts.Nth(2).GetByRole(AriaRole.Button, new() { Name = "Sí, retirarla" }));
        await Expect(posts.Nth(2)).ToHaveTextAsync("Retirada por quien la escribió.");
        Assert.DoesNotContain("lo probaré", (await jamie.Get(thread)).Text(), StringComparison.Ordinal);
        Assert.Empty(window.TakeComplaints());
    }

    static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
