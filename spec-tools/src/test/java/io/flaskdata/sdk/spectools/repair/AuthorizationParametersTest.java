package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class AuthorizationParametersTest {
    @Test
    void authorizationBecomesSecurityHeaderAndCookieAlike() throws Exception {
        becomes(
                new AuthorizationParameters(),
                operation(
                        "'parameters':[{'in':'header','name':'Authorization'},{'in':'cookie','name':'Authorization'}]"),
                operation("'parameters':[],'security':[{'flaskdata':[]}]"),
                "/paths/~1a/post/parameters/1",
                "/paths/~1a/post/parameters/0");
        isRefused(
                new AuthorizationParameters(),
                operation("'parameters':[{'in':'cookie','name':'other','required':true}]"),
                "/paths/~1a/post/parameters/0");
    }

    @Test
    void aCookieThatNobodyRequiresIsLeftOut() throws Exception {
        becomes(
                new AuthorizationParameters(),
                operation(
                        "'parameters':[{'in':'cookie','name':'lang'},{'in':'cookie','name':'t','required':true},{'in':'header','name':'t'}]"),
                operation("'parameters':[{'in':'header','name':'t'}]"),
                "/paths/~1a/post/parameters/1",
                "/paths/~1a/post/parameters/0");
    }
}
