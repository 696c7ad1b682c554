package io.flaskdata.sdk.json;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Gson reads and writes a {@link JsonModel}: with the settings of {@link FlaskDataJson}, whatever Gson it is; no member
 * is lost, and one that occurs twice is refused. Generated models name it, so that every Gson uses it.
 */
public final class JsonModelAdapter implements TypeAdapterFactory {
    /** For Gson. */
    public JsonModelAdapter() {}

    /** A model's constructor, and its fields by their names in JSON. */
    record Members(Constructor<?> constructor, Map<String, Field> byName) {
        private static final ClassValue<Members> OF = new ClassValue<>() {
            @Override
            protected Members computeValue(Class<?> model) {
                return find(model);
            }
        };

        static Members of(Class<?> model) {
            return OF.get(model);
        }

        private static Members find(Class<?> model) {
            Map<String, Field> fields = new LinkedHashMap<>();
            for (Field each : model.getDeclaredFields()) {
                SerializedName name = each.getAnnotation(SerializedName.class);
                if (name != null) {
                    each.setAccessible(true);
                    fields.put(name.value(), each);
                }
            }
            try {
                return new Members(model.getConstructor(), fields);
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(model + " is not a generated model", e);
            }
        }
    }

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (!JsonModel.class.isAssignableFrom(type.getRawType())) {
            return null;
        }
        if (gson != Json.GSON) {
            return Json.GSON.getAdapter(type);
        }
        @SuppressWarnings("unchecked") // T is the model's class, as the condition says
        TypeAdapter<T> adapter = (TypeAdapter<T>) new Adapter(gson, Members.of(type.getRawType()));
        return adapter;
    }

    /** A field and how its values are read and written. */
    private record Member(Field field, TypeAdapter<Object> adapter) {
        @SuppressWarnings("unchecked") // for the field's values, whatever their class
        static Member of(Gson gson, Field field) {
            return new Member(field, (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(field.getGenericType())));
        }
    }

    private static final class Adapter extends TypeAdapter<JsonModel> {
        private final Constructor<?> constructor;
        private final Map<String, Member> members = new LinkedHashMap<>();
        private final TypeAdapter<Object> any;

        Adapter(Gson gson, Members members) {
            constructor = members.constructor();
            any = gson.getAdapter(Object.class);
            members.byName().forEach((name, field) -> this.members.put(name, Member.of(gson, field)));
        }

        @Override
        public JsonModel read(JsonReader in) throws IOException {
            try {
                JsonModel model = (JsonModel) constructor.newInstance();
                Set<String> seen = new HashSet<>();
                in.beginObject();
                while (in.hasNext()) {
                    String name = in.nextName();
                    if (!seen.add(name)) {
                        throw new JsonParseException("a member occurs twice");
                    }
                    Member member = members.get(name);
                    if (member == null) {
                        model.additional().put(name, any.read(in));
                    } else {
                        boolean isNull = in.peek() == JsonToken.NULL;
                        Object value = member.adapter().read(in);
                        member.field().set(model, value);
                        if (value == null) {
                            model.empty().put(name, isNull ? null : "");
                        }
                    }
                }
                in.endObject();
                return model;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The model can't be made", e);
            }
        }

        @Override
        public void write(JsonWriter out, JsonModel model) throws IOException {
            out.beginObject();
            for (Map.Entry<String, Member> each : members.entrySet()) {
                String name = each.getKey();
                Object value = value(model, each.getValue().field());
                if (value != null) {
                    each.getValue().adapter().write(out.name(name), value);
                } else if (model.empty().containsKey(name)) {
                    writeEvenNull(out, name, model.empty().get(name));
                }
            }
            for (Map.Entry<String, @Nullable Object> each : model.additional().entrySet()) {
                writeEvenNull(out, each.getKey(), each.getValue());
            }
            out.endObject();
        }

        private static @Nullable Object value(JsonModel model, Field field) {
            try {
                return field.get(model);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("The model can't be read", e);
            }
        }

        private void writeEvenNull(JsonWriter out, String name, @Nullable Object value) throws IOException {
            boolean before = out.getSerializeNulls();
            out.setSerializeNulls(true);
            try {
                any.write(out.name(name), value);
            } finally {
                out.setSerializeNulls(before);
            }
        }
    }
}
