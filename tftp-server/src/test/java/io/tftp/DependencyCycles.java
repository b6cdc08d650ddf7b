package io.tftp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What depends on itself by way of others, found by Tarjan's algorithm: the strongly connected components of a graph. */
final class DependencyCycles {

    private final Map<String, Set<String>> dependencies;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private DependencyCycles(Map<String, Set<String>> dependencies) {
        this.dependencies = dependencies;
    }

    /**
     * Finds the groups each of whose members depends on all the others, directly or not.
     *
     * @param dependencies who depends on whom
     * @return groups of two and more
     */
    static List<Set<String>> of(Map<String, Set<String>> dependencies) {
        DependencyCycles cycles = new DependencyCycles(dependencies);
        dependencies.keySet().stream()
                .filter(each -> !cycles.numbers.containsKey(each))
                .forEach(cycles::visit);
        return cycles.found;
    }

    private void visit(String node) {
        int number = numbers.size();
        numbers.put(node, number);
        lowest.put(node, number);
        path.push(node);
        for (String next : dependencies.getOrDefault(node, Set.of())) {
            if (!numbers.containsKey(next)) {
                visit(next);
            }
            if (path.contains(next)) {
                lowest.merge(node, lowest.get(next), Math::min);
            }
        }
        if (lowest.get(node) == number) {
            Set<String> group = new TreeSet<>();
            do {
                group.add(path.peek());
            } while (!path.pop().equals(node));
            if (group.size() > 1) {
                found.add(group);
            }
        }
    }
}
