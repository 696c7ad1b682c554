package io.flaskdata.sdk;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.flaskdata.sdk.bulk.BulkInsert;
import org.junit.jupiter.api.Test;

/** The toolkit's packages use each other one way; that core does not use them is Maven's to hold. */
class ToolkitPackagesTest {
    @Test
    void noPackageUsesOneThatUsesIt() {
        SlicesRuleDefinition.slices()
                .matching("io.flaskdata.sdk.(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .importUrl(BulkInsert.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()));
    }
}
