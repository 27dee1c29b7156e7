using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PluginHost.Tables.Writers;

/// <summary>
/// Texts as pdflatex sets them without further packages: what has a meaning in LaTeX is escaped, Greek letters and signs
/// become mathematics. A character that pdflatex does not have is told by its number, such as U+4E2D.
/// </summary>
internal static class LatexText
{
    private const string GreekNames =
        "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma "
        + "ς varsigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi "
        + "Ψ Psi Ω Omega µ mu";

    private const string SignNames =
        "± pm ∓ mp · cdot × times ÷ div ≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∞ infty √ surd ∑ sum ∏ prod ∫ int ∂ partial ∇ nabla ∈ in "
        + "∉ notin ⊂ subset ∪ cup ∩ cap ∅ emptyset → rightarrow ← leftarrow ↔ leftrightarrow ↑ uparrow ↓ downarrow ⇒ Rightarrow "
        + "‖ Vert ∥ parallel ⊥ perp ℓ ell ∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee ⊕ oplus ⊗ otimes … ldots ⋅ cdot ∼ sim ′ prime";

    private static readonly FrozenDictionary<string, string> s_written = Written();

    /// <summary>A text as LaTeX.</summary>
    public static string Of(string text)
    {
        var latex = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            string character = rune.ToString();
            if (s_written.TryGetValue(character, out string? known))
            {
                latex.Append(known);
            }
            else if (rune.Value is >= ' ' and < 0x7F || IsEuropean(rune))
            {
                latex.Append(character);
            }
            else if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                latex.Append(' ');
            }
            else
            {
                latex.Append(CultureInfo.InvariantCulture, $"\\texttt{{U+{rune.Value:X4}}}");
            }
        }

        return latex.ToString();
    }

    // Letters with accents, as inputenc knows them in UTF-8: Latin-1 and Latin Extended-A.
    private static bool IsEuropean(Rune rune) => rune.Value is >= 0xC0 and < 0x180 && Rune.IsLetter(rune);

    private static FrozenDictionary<string, string> Written()
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["\\"] = "\\textbackslash{}",
            // At the beginning of a row these would belong to the command before it.
            ["["] = "{[}",
            ["*"] = "{*}",
            ["~"] = "\\textasciitilde{}",
            ["^"] = "\\textasciicircum{}",
            ["<"] = "\\textless{}",
            [">"] = "\\textgreater{}",
            ["|"] = "\\textbar{}",
            ["–"] = "--",
            ["—"] = "---",
            ["‘"] = "`",
            ["’"] = "'",
            ["“"] = "``",
            ["”"] = "''",
            ["€"] = "\\texteuro{}",
            ["°"] = "$^\\circ$",
            ["²"] = "$^2$",
            ["³"] = "$^3$",
            ["¹"] = "$^1$",
            ["½"] = "$\\frac12$",
            ["−"] = "$-$",
            ["ο"] = "$o$",
        };
        foreach (char special in "&%$#_{}")
        {
            written[special.ToString()] = "\\" + special;
        }

        string[] names = $"{GreekNames} {SignNames}".Split(' ');
        for (int i = 0; i < names.Length; i += 2)
        {
            written[names[i]] = $"$\\{names[i + 1]}$";
        }

        return written.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
