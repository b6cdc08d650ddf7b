package io.tftp.comparison;

/**
 * What a number is to keep to.
 *
 * @param relation to which side
 * @param limit of what
 */
record Bound(Relation relation, double limit) {

    /** To which side. */
    enum Relation {
        AT_LEAST("≥"),
        AT_MOST("≤"),
        BELOW("<");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    static Bound atLeast(double limit) {
        return new Bound(Relation.AT_LEAST, limit);
    }

    static Bound atMost(double limit) {
        return new Bound(Relation.AT_MOST, limit);
    }

    static Bound below(double limit) {
        return new Bound(Relation.BELOW, limit);
    }

    boolean met(double value) {
        return switch (relation) {
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
            case BELOW -> value < limit;
        };
    }
}
