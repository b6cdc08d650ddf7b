package io.tftp.client.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    /** The version of the jar, from its manifest. */
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"tftp " + (version == null ? "(not run from its jar)" : version)};
    }
}
