package io.flaskdata.sdk.sandbox.internal.base;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The writing statements of one chain; those after the first can be made to fail. */
public final class Steps {
    private static final Pattern WRITES = Pattern.compile("(?is)^\\s*(insert|update|delete)\\b.*");

    private final boolean failAfterTheFirst;
    private int writes;

    public Steps(boolean failAfterTheFirst) {
        this.failAfterTheFirst = failAfterTheFirst;
    }

    /** The connection that the chain must use. */
    public Connection over(Connection db) {
        return failAfterTheFirst
                ? (Connection) Proxy.newProxyInstance(
                        Steps.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> call(db, method, arguments))
                : db;
    }

    private Object call(Connection db, Method method, Object[] arguments) throws Throwable {
        boolean write = method.getName().equals("prepareStatement")
                && WRITES.matcher(String.valueOf(arguments[0])).matches();
        if (write && writes++ > 0) {
            throw new SQLException("a later step failed");
        }
        try {
            return method.invoke(db, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
