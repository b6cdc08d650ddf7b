package io.tftp.server.config;

/** A setting has a value that it can't have. The message is for whoever set it, and names the setting as they wrote it. */
public final class InvalidSettingException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message what is wrong
     */
    public InvalidSettingException(String message) {
        super(message);
    }

    /** What is wrong. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
