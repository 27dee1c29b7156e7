using System.Globalization;

namespace PluginHost.Engine.Guards;

/// <summary>
/// What a plugin can switch for the whole process or thread, as it was before a call of its code. A good cell's numbers
/// depend on some of it (the number of threads changes the order of sums), so all of it is put back after the call.
/// </summary>
/// <remarks>
/// Taking and comparing costs a few microseconds. Environment variables are left out: nothing reads them later.
/// </remarks>
internal sealed class HostState
{
    private readonly DisposeScope? _scope = CurrentDisposeScope;
    private readonly Autocast? _autocast = Autocast.Innermost;
    private readonly bool _gradients = is_grad_enabled();
    private readonly bool _inference = is_inference_mode_enabled();
    private readonly int _threads = get_num_threads();
    private readonly ScalarType _type = get_default_dtype();
    private readonly Device _device = get_default_device();
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;
    private readonly string? _folder = WorkingFolder();
    private readonly ConsoleWriters _writers = ConsoleWriters.Now();

    /// <summary>Puts back what has been changed since.</summary>
    /// <returns>What that was, in words.</returns>
    public List<string> PutBack()
    {
        var changed = new List<string>();
        CloseScopes(changed);
        Back("autocast", Autocast.Innermost != _autocast, () => Autocast.LeaveTo(_autocast));
        Back("the gradient mode", is_grad_enabled() != _gradients, () => set_grad_enabled(_gradients));
        Back("the inference mode", is_inference_mode_enabled() != _inference, () => inference_mode(_inference));
        Back("the number of threads", get_num_threads() != _threads, () => set_num_threads(_threads));
        Back("the default type of tensors", get_default_dtype() != _type, () => set_default_dtype(_type));
        Back("the default device", !ReferenceEquals(get_default_device(), _device), () => set_default_device(_device));
        Back("the culture", CultureInfo.CurrentCulture != _culture, () => CultureInfo.CurrentCulture = _culture);
        Back("the language", CultureInfo.CurrentUICulture != _language, () => CultureInfo.CurrentUICulture = _language);
        Back("the console's writers", ConsoleWriters.Now() != _writers, _writers.Use);
        if (_folder is not null)
        {
            Back("the working directory", WorkingFolder() != _folder, () => Directory.SetCurrentDirectory(_folder));
        }

        return changed;

        void Back(string what, bool isChanged, Action putBack)
        {
            if (isChanged)
            {
                putBack();
                changed.Add(what);
            }
        }
    }

    /// <summary>
    /// Closes scopes that were left open; what is in them moves outwards, since a result may be among it.
    /// </summary>
    private void CloseScopes(List<string> changed)
    {
        while (CurrentDisposeScope is { } open && open != _scope)
        {
            open.MoveToOuter(open.DisposablesView);
            open.Dispose();
            changed.Add("the scope of tensors");
        }
    }

    /// <summary>The working directory; null when it has been deleted, and the process runs on without one.</summary>
    private static string? WorkingFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
