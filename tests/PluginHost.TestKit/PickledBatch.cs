using System.Buffers.Binary;
using System.Text;

namespace PluginHost.TestKit;

/// <summary>A file of the Python version of CIFAR, as Python 2 wrote it (protocol 2).</summary>
public static class PickledBatch
{
    private const int ImageBytes = 3072;

    /// <summary>The bytes of a file.</summary>
    /// <param name="labelName"><c>labels</c> or <c>fine_labels</c>.</param>
    /// <param name="labels">The label of every image, at most 255.</param>
    /// <param name="pixels">3072 bytes an image: planes, row by row.</param>
    public static byte[] Of(string labelName, IReadOnlyList<int> labels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(labelName);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(pixels);
        var file = new List<byte>();
        Text($"\u0080\u0002}}(U\u0004dataq\u0001cnumpy.core.multiarray\n_reconstruct\nq\u0002cnumpy\nndarray\nq\u0003K\0\u0085U\u0001b\u0087R");
        Text("(K\u0001J");
        Number(labels.Count);
        Text("J");
        Number(ImageBytes);
        Text("\u0086cnumpy\ndtype\nq\u0004U\u0002u1K\0K\u0001\u0087R(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089T");
        Number(pixels.Length);
        file.AddRange(pixels);
        Text($"tbU{(char)labelName.Length}{labelName}](");
        foreach (int label in labels)
        {
            file.AddRange([(byte)'K', (byte)label]);
        }

        Text("eU\u000bbatch_labelU\u0004testu.");
        return [.. file];

        void Text(string text) => file.AddRange(Encoding.Latin1.GetBytes(text));

        void Number(int number)
        {
            byte[] bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            file.AddRange(bytes);
        }
    }
}
