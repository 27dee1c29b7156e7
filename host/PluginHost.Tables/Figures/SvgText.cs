using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PluginHost.Tables.Figures;

/// <summary>
/// Mends Skia's SVG. Every letter of a text has a place of its own there, in a list that ends with a comma, which not all
/// viewers take, and only one font is named: here each text has one place, and the viewer sets its letters. Names of parts
/// are counted through the whole process: here they begin anew, so that equal figures are equal files. Lines get their dashes.
/// </summary>
internal static class SvgText
{
    private const string Reference = "url(#";

    public static string Of(byte[] svg)
    {
        var document = XDocument.Load(new MemoryStream(svg));
        foreach (var text in document.Descendants().Where(element => element.Name.LocalName == "text"))
        {
            text.Value = text.Value.Trim();
            text.SetAttributeValue("font-family", FigureFont.Family);
            foreach (string place in (string[])["x", "y"])
            {
                text.SetAttributeValue(place, text.Attribute(place)?.Value.Split(',')[0]);
            }
        }

        foreach (var path in document.Descendants())
        {
            LineDashes.Restore(path);
        }

        var names = document.Descendants().Attributes("id").Select((id, i) => (id.Value, New: string.Create(CultureInfo.InvariantCulture, $"part{i + 1}")))
            .ToDictionary(id => id.Value, id => id.New, StringComparer.Ordinal);
        foreach (var attribute in document.Descendants().Attributes())
        {
            attribute.Value = attribute.Name == "id" ? names[attribute.Value]
                : attribute.Value.StartsWith(Reference, StringComparison.Ordinal) ? $"{Reference}{names[attribute.Value[Reference.Length..^1]]})"
                : attribute.Value;
        }

        document.Root!.SetAttributeValue("viewBox", $"0 0 {document.Root.Attribute("width")?.Value} {document.Root.Attribute("height")?.Value}");
        var written = new StringBuilder();
        using (var writer = XmlWriter.Create(written, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            document.Root!.Save(writer);
        }

        return written.Append('\n').ToString();
    }
}
