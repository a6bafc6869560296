package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.template.utility.StringUtil;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTextTest {
  @Test
  void escape_anyText_isAsFreeMarkerEscapesIt() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      if (!Character.isSurrogate((char) c)) {
        all.append((char) c);
      }
    }
    all.append("\ud83d\ude00half\ud800 half\udc00");
    PageText page = new PageText();
    page.escape(all.toString());
    assertThat(page.toByteArray())
        .isEqualTo(StringUtil.XHTMLEnc(all.toString()).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void write_piecesOfTemplates_areTakenAsTheyAre() {
    PageText page = new PageText();
    page.markup('<');
    page.markup("p>&");
    page.write("x−yz", 1, 2);
    page.write("a\u00e9".toCharArray(), 1, 1);
    page.write('→');
    page.escape("\"'");
    assertThat(new String(page.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("<p>&−y\u00e9→&quot;&#39;");
  }

  @Test
  void toByteArray_linesThatEndAsOnWindows_endAsElsewhere() {
    PageText page = new PageText();
    page.markup("a\r\nb\rc\r\r\n\r");
    page.markup("\nd");
    assertThat(new String(page.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("a\nb\rc\r\n\nd");
  }
}
