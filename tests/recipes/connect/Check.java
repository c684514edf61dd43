import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;

/** Checks connector settings by Kafka Connect's own classes, and the connector's where they are here; then sends one
 * event through their converters and transforms. Arguments: the settings, a file with the event's JSON. */
public class Check {
    static final List<String> NESTED = List.of("transforms.", "key.converter.", "value.converter.", "header.converter.");

    public static void main(String[] arguments) throws Exception {
        Properties file = new Properties();
        try (FileInputStream in = new FileInputStream(arguments[0])) { file.load(in); }
        Map<String, String> settings = new HashMap<>();
        file.forEach((key, value) -> settings.put((String) key, (String) value));
        ConfigDef common = SinkConnectorConfig.configDef();
        Set<String> own = new TreeSet<>(settings.keySet());
        own.removeAll(common.names());
        own.removeIf(key -> NESTED.stream().anyMatch(key::startsWith));
        List<String> wrong = new ArrayList<>();
        ConfigDef connector = connectorConfig(settings.get("connector.class"));
        if (connector != null) {
            wrong.addAll(errors(connector.validate(settings)));
            own.stream().filter(key -> !connector.names().contains(key)).forEach(key -> wrong.add(key + " is unknown"));
        } else {
            System.out.println("unchecked: " + String.join(" ", own));
        }
        wrong.addAll(errors(common.validate(settings)));
        if (!wrong.isEmpty()) {
            System.out.println("wrong: " + String.join("; ", wrong));
            System.exit(1);
        }
        SinkRecord record = record(settings, Files.readAllBytes(Path.of(arguments[1])));
        for (String name : settings.getOrDefault("transforms", "").split(",")) {
            record = transformed(settings, "transforms." + name + ".", record);
        }
        System.out.println("key: " + record.key());
        System.out.println("value: " + record.value().getClass().getSimpleName() + " " + record.value());
        record.headers().forEach(header -> System.out.println("header: " + header.key() + "=" + header.value()));
    }

    static ConfigDef connectorConfig(String name) throws Exception {
        try {
            return ((SinkConnector) Class.forName(name).getDeclaredConstructor().newInstance()).config();
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    static List<String> errors(List<ConfigValue> values) {
        return values.stream().flatMap(value -> value.errorMessages().stream()).collect(Collectors.toList());
    }

    static SinkRecord record(Map<String, String> settings, byte[] event) throws Exception {
        ConnectHeaders headers = new ConnectHeaders();
        HeaderConverter header = settings.containsKey("header.converter")
            ? (HeaderConverter) made(settings.get("header.converter")) : new StringConverter();
        byte[] id = "ev-1".getBytes(StandardCharsets.UTF_8);
        headers.add("ce_id", header.toConnectHeader("events", "ce_id", id));
        SchemaAndValue key = converter(settings, "key.converter", true).toConnectData("events", "a-1".getBytes(StandardCharsets.UTF_8));
        SchemaAndValue value = converter(settings, "value.converter", false).toConnectData("events", event);
        return new SinkRecord("events", 0, key.schema(), key.value(), value.schema(), value.value(), 0, 0L,
            TimestampType.CREATE_TIME, headers);
    }

    static Converter converter(Map<String, String> settings, String name, boolean isKey) throws Exception {
        Converter converter = (Converter) made(settings.get(name));
        converter.configure(under(settings, name + "."), isKey);
        return converter;
    }

    @SuppressWarnings("unchecked")
    static SinkRecord transformed(Map<String, String> settings, String prefix, SinkRecord record) throws Exception {
        Map<String, String> mine = under(settings, prefix);
        Transformation<SinkRecord> transformation = (Transformation<SinkRecord>) made(mine.remove("type"));
        List<String> unknown = mine.keySet().stream().filter(k -> !transformation.config().names().contains(k)).toList();
        if (!unknown.isEmpty()) throw new IllegalArgumentException(prefix + unknown + " is unknown");
        transformation.configure(mine);
        return transformation.apply(record);
    }

    static Object made(String name) throws Exception {
        return Class.forName(name).getDeclaredConstructor().newInstance();
    }

    static Map<String, String> under(Map<String, String> settings, String prefix) {
        Map<String, String> found = new HashMap<>();
        settings.forEach((key, value) -> { if (key.startsWith(prefix)) found.put(key.substring(prefix.length()), value); });
        return found;
    }
}
