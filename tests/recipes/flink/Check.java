import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Parses Flink SQL by Flink's own parser; prints what each statement is, and of a table its columns. */
public class Check {
    public static void main(String[] arguments) throws Exception {
        SqlParser.Config config = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withQuoting(Quoting.BACK_TICK)
            .withIdentifierMaxLength(256);
        String text = Files.readString(Path.of(arguments[0]));
        for (SqlNode statement : SqlParser.create(text, config).parseStmtList()) {
            System.out.println("statement: " + statement.getClass().getSimpleName());
            if (statement instanceof SqlCreateTable table) {
                table.validate();
                table.getColumnList().forEach(column -> System.out.println("column: " + column.toString().split("`")[1]));
            }
        }
    }
}
