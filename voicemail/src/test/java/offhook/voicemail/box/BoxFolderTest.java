package offhook.voicemail.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxFolderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "../../etc/passwd",
                "0123456789/../a",
                "0123456789.wav",
                "ABCDEFGHIJ",
                "0123 56789",
                "012345678\n"
            })
    void whatIsNoIdBecomesNoPath(String id) {
        assertThat(BoxFolder.isId(id)).isFalse();
        var box = new BoxFolder(folder);
        assertThatThrownBy(() -> box.wav(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box.mp3(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box.delete(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsLeftOfOneAndAllOfAnother() throws IOException {
        var box = new BoxFolder(folder);
        for (var id : new String[] {"7f3c7f3c", "7f3c7f3d"}) {
            Files.createFile(box.wav(id));
            Files.createFile(box.mp3(id));
        }
        assertThat(box.has("7f3c7f3c")).isTrue();
        box.delete("7f3c7f3c");
        box.delete("7f3c7f3c");
        assertThat(box.has("7f3c7f3c")).isFalse();
        assertThat(folder).isDirectoryContaining("glob:**7f3c7f3d.wav").isDirectoryNotContaining("glob:**7f3c7f3c*");
    }
}
