package io.flaskdata.sdk.codegen;

import java.nio.file.Path;
import java.util.List;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** The generator in this process, with the settings of generated-parent. */
public final class Generator {
    private Generator() {}

    /** Writes a module's sources and resources. */
    public static void generate(Path document, Path output, String module) {
        CodegenConfigurator configurator = new CodegenConfigurator();
        configurator.setGeneratorName(FlaskDataCodegen.class.getName());
        configurator.setInputSpec(document.toString());
        configurator.setOutputDir(output.toString());
        configurator.setStrictSpecBehavior(true);
        configurator.setApiPackage("io.flaskdata.sdk." + module);
        configurator.setModelPackage("io.flaskdata.sdk." + module + ".model");
        configurator.addAdditionalProperty("flaskdataModule", module);
        DefaultGenerator generator = new DefaultGenerator();
        for (String unwanted : List.of("apiTests", "modelTests", "apiDocs", "modelDocs")) {
            generator.setGeneratorPropertyDefault(unwanted, "false");
        }
        generator.opts(configurator.toClientOptInput()).generate();
    }
}
