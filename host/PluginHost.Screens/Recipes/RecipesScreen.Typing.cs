using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Recipes;

internal sealed partial record RecipesScreen
{
    /// <summary>Opens the question with what the chosen recipe is to be started.</summary>
    public Step Ask()
    {
        if (Chosen is null)
        {
            return Step.To(this, new Notify("there is no recipe", Status.Warning));
        }

        return Asks is null ? Step.To(this with { Asks = new StartQuestion(Form, Form.More.Length) }) : Step.Stay(this);
    }

    /// <summary>Takes the line that was typed.</summary>
    public Step Accept()
    {
        if (Naming is { } naming)
        {
            return Make(naming.Name.Text.Trim());
        }

        if (Typing is not { } typing)
        {
            return Step.To(Filtered(Filter.Keep()));
        }

        var taken = this with { Form = Form with { More = typing.Text.Trim() } };
        return taken.Problem() is { } problem
            ? Step.To(this, new Notify(problem, Status.Failed))
            : Replan(taken with { Typing = null, PageTop = 0 });
    }

    /// <summary>Leaves the line that was typed.</summary>
    public Step Cancel()
    {
        if (Naming is not null)
        {
            return Step.To(this with { Naming = null });
        }

        return Typing is not null
            ? Step.To(this with { Typing = null })
            : Replan(Filtered(Filter.Restore(), Filter.Chosen));
    }

    private Step Type(TextTyped typed) => typed.Id switch
    {
        NewRecipe.Field when Naming is not null => Step.To(this with { Naming = Naming.Type(typed) }),
        StartQuestion.More when Asks is not null => Step.To(this with
        {
            Asks = Asks with { Cursor = typed.Cursor },
            Form = Form with { More = typed.Text },
        }),
        MoreField when Typing is not null => Step.To(this with { Typing = TypedText.Of(typed) }),
        ListFilter.Field when Filter.IsTyped => Replan(Filtered(Filter.Type(typed))),
        _ => Step.Stay(this),
    };

    private Step Choose(OptionChosen chosen) => Asks is not null && Chosen is { } recipe
        ? Step.To(this with { Form = StartQuestion.Chosen(recipe, Form, chosen) })
        : Step.Stay(this);
}
