import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends one message per line of standard input: client cell, codec, mode, id, value; separated by tabs. */
public class Producer {
    public static void main(String[] arguments) throws Exception {
        var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).lines().toList();
        for (String line : lines) {
            String[] part = line.split("\t");
            try {
                send(arguments[0], arguments[1], part[0], part[1], part[2], part[3]);
                System.out.println(part[2] + "\tsent");
            } catch (Exception error) {
                System.out.println(part[2] + "\t" + error.getClass().getSimpleName());
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    static void send(String broker, String topic, String codec, String mode, String id, String value) throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker);
        settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        settings.put("value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        settings.put("compression.type", codec);
        settings.put("enable.idempotence", mode.equals("plain") ? "false" : "true");
        settings.put("max.block.ms", "10000");
        settings.put("request.timeout.ms", "5000");
        settings.put("delivery.timeout.ms", "10000");
        boolean transactional = mode.equals("committed") || mode.equals("aborted");
        if (transactional) settings.put("transactional.id", id);
        try (var producer = new KafkaProducer<String, String>(settings)) {
            if (transactional) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            producer.send(new ProducerRecord<>(topic, id, value)).get();
            if (mode.equals("committed")) producer.commitTransaction();
            if (mode.equals("aborted")) producer.abortTransaction();
        }
    }
}
