package io.flaskdata.sdk.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ListingTest extends FacadeTest {
    private static final String A = "{\"id\":\"a\",\"name\":{\"ENGLISH\":\"Ä\",\"HEBREW\":\"ב\"},\"extra\":1.10}";
    private static final String B = "{\"id\":\"b\",\"name\":\"B\"}";
    private static final String C = "{\"id\":\"c\",\"name\":\"C\"}";

    private static String page(String items, String pagination) {
        return "{\"items\":[" + items + "]," + pagination + "}";
    }

    private static String page(int number, int total, String items) {
        return page(items, "\"pagination\":{\"page\":" + number + ",\"size\":2,\"total\":" + total + "}");
    }

    private Listing<ListedCrf> crfs() {
        return flask.forms().study(7).crfs().pageSize(2);
    }

    private void answers(List<String> answers) {
        answers.forEach(each -> server.answers(Server.json(each)));
    }

    @Test
    void asksForPageAfterPageInOneOrderAndOnlyWhenNeeded() throws Exception {
        answers(List.of(page(0, 3, A + "," + B), page(1, 3, C)));
        Listing<ListedCrf> crfs = crfs().with("active", true);
        assertNothingSent();
        Iterator<ListedCrf> iterator = crfs.iterator();
        iterator.next();
        iterator.next();
        assertThat(server.web.getRequestCount()).isEqualTo(2);
        assertThat(iterator.next().id()).isEqualTo("c");
        assertThat(iterator.hasNext()).isFalse();
        String request =
                "{\"study_id\":7,\"pagination\":{\"page\":%s,\"size\":2,\"sort\":\"name,asc\"},\"active\":true}";
        assertSent("/flask/crf/filter", request.formatted(0));
        assertSent("/flask/crf/filter", request.formatted(1));
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    static Stream<List<String>> wholeLists() {
        return Stream.of(
                List.of("[" + A + "," + B + "," + C + "]"),
                List.of(page(0, 3, A + "," + B + "," + C)),
                List.of(page(0, 3, A), page(1, 3, B), page(2, 3, C)),
                List.of(
                        page(A + "," + B, "\"rest\":{\"pagination\":{\"total\":3}}"),
                        page(C, "\"rest\":{\"pagination\":{\"total\":\"3\"}}")));
    }

    @ParameterizedTest
    @MethodSource("wholeLists")
    void bothShapesAndShortPagesGiveTheWholeList(List<String> answers) {
        answers(answers);
        List<ListedCrf> list = crfs().toList();
        assertThat(list).extracting(ListedCrf::id).containsExactly("a", "b", "c");
        assertThat(list.get(0).name().in("HEBREW")).contains("ב");
        assertThat(list.get(0).name()).hasToString("Ä");
        assertThat(list.get(0).raw()).isEqualTo(A);
        assertThat(list.get(1).name().any()).isEqualTo("B");
    }

    static Stream<Arguments> listsThatDoNotAddUp() {
        return Stream.of(
                Arguments.of("total changed", List.of(page(0, 3, A + "," + B), page(1, 4, C))),
                Arguments.of("total changed", List.of(page(0, 3, A + "," + B), "[" + C + "]")),
                Arguments.of("total is another", List.of(page(0, 3, A + "," + B), page(1, 3, ""))),
                Arguments.of("total is another", List.of(page(0, 1, A + "," + B))),
                Arguments.of("came twice", List.of(page(0, 3, A + "," + B), page(1, 3, B))),
                Arguments.of("may go on", List.of("[" + A + "," + B + "]")),
                Arguments.of("may go on", List.of("{\"items\":[" + A + "," + B + "]}")),
                Arguments.of("not a count", List.of(page(A, "\"pagination\":{\"total\":-1}"))),
                Arguments.of("not a count", List.of(page(A, "\"pagination\":{\"total\":true}"))),
                Arguments.of("neither a list", List.of("{\"items\":null}")),
                Arguments.of("neither a list", List.of("\"a\"")),
                Arguments.of("not a JSON object", List.of("[1]")),
                Arguments.of("lacks id", List.of("[{\"name\":\"A\"}]")));
    }

    @ParameterizedTest
    @MethodSource("listsThatDoNotAddUp")
    void aListThatDoesNotAddUpIsAnErrorThatSaysHow(String how, List<String> answers) {
        answers(answers);
        assertThatThrownBy(() -> crfs().toList())
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining(how);
    }

    @Test
    void anEmptyListIsOne() {
        answers(List.of(page(0, 0, "")));
        assertThat(crfs()).isEmpty();
    }

    @Test
    void aListThatComesWholeIsHeldAgainstATotalToo() {
        String english = "{\"id\":1,\"name\":\"English\"}";
        answers(List.of(page(0, 1, english), page(0, 2, english)));
        assertThat(flask.forms().study(7).languages().toList()).hasSize(1);
        assertThatThrownBy(() -> flask.forms().study(7).languages().toList())
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("total is another");
    }

    @Test
    void whatCanNotBeAPageIsRefused() {
        assertThatThrownBy(() -> crfs().pageSize(0)).hasMessageContaining("entries");
        assertThatThrownBy(() -> crfs().sortedBy("name,desc")).hasMessageContaining("member");
        assertThatThrownBy(() -> crfs().with(" ", 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> crfs().with("x", 1.5)).hasMessageContaining("value");
        assertThatThrownBy(() -> flask.forms().study(7).languages().pageSize(5))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> crfs().with("study_id", 8).toList()).hasMessageContaining("study_id");
        assertNothingSent();
    }

    @Test
    void aNumberTooLargeForItsModelIsAnErrorAndNotAnotherNumber() {
        server.answers(Server.json("[{\"study_id\":4294967303,\"brief_title\":\"Demo\"}]"));
        assertThatThrownBy(() -> flask.forms().studiesOf(12).toList())
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("does not fit the contract at $.study_id");
    }
}
