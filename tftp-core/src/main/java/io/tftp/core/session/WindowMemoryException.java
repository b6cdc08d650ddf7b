package io.tftp.core.session;

import java.io.IOException;

/** There is no memory for a transfer's window: the cause of its end. */
public final class WindowMemoryException extends IOException {

    private static final long serialVersionUID = 1L;

    WindowMemoryException(NoWindowMemory error) {
        super(String.valueOf(error.getMessage()));
    }

    /** Thrown where the machine asks for the memory. It is no defect, so nobody needs to see where that was. */
    static final class NoWindowMemory extends OutOfMemoryError {

        private static final long serialVersionUID = 1L;

        NoWindowMemory(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
