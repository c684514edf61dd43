import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.functions;

/** Parses Spark SQL by Spark's own parser, then runs all but the Kafka source on the events in a file of JSON lines. */
public class Check {
    public static void main(String[] arguments) throws Exception {
        List<String> statements = Arrays.stream(Files.readString(Path.of(arguments[0])).split(";\\s*\\n"))
            .filter(statement -> !statement.isBlank()).toList();
        SparkSession spark = SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1").config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1").getOrCreate();
        for (String statement : statements) {
            new SparkSqlParser().parsePlan(statement);
            System.out.println("statement: parsed");
        }
        spark.createDataset(Files.readAllLines(Path.of(arguments[1])), Encoders.STRING()).toDF("value")
            .withColumn("timestamp", functions.current_timestamp()).createOrReplaceTempView("kafka_events");
        for (String statement : statements.subList(1, statements.size())) spark.sql(statement);
        System.out.println("columns: " + String.join(" ", spark.table("events").columns()));
        spark.sql("SELECT event_id, location.name, get(actors, 0).name AS actor, magnitude.killed.min AS killed FROM latest_events")
            .toJSON().collectAsList().forEach(row -> System.out.println("row: " + row));
        spark.stop();
    }
}
