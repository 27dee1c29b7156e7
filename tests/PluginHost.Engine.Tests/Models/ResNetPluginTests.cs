using global::Models.ResNet;

namespace PluginHost.Engine.Tests.Models;

public sealed class ResNet18Contract : ModelContract { protected override IModelArchitecture Architecture => new ResNet18(); }

public sealed class ResNet50Contract : ModelContract { protected override IModelArchitecture Architecture => new ResNet50(); }

public sealed class WideResNet34x10Contract : ModelContract { protected override IModelArchitecture Architecture => new WideResNet34x10(); }

public sealed class ResNetMiniContract : ModelContract { protected override IModelArchitecture Architecture => new ResNetMini(new MiniOptions()); }

public sealed class ConvMiniContract : ModelContract { protected override IModelArchitecture Architecture => new ConvMini(new MiniOptions()); }
