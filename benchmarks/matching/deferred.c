/* Deferred acceptance in plain C, the peer of the benchmark: learners apply one after another, whoever is displaced
 * goes on at once, and each opening keeps those it holds in a binary heap. It reads the very arrays that Naru's engine
 * reads: start[n+1], pairs[k][2] = (opening, rank that the opening gives), capacity[m]; ranks of an opening are strict.
 */
#include <stdint.h>
#include <stdlib.h>

static void sink(uint64_t *heap, int64_t size, int64_t place)
{
    uint64_t key = heap[place];
    for (;;) {
        int64_t child = 2 * place + 1;
        if (child >= size)
            break;
        if (child + 1 < size && heap[child + 1] > heap[child])
            child++;
        if (heap[child] <= key)
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = key;
}

static void rise(uint64_t *heap, int64_t place)
{
    uint64_t key = heap[place];
    while (place > 0 && heap[(place - 1) / 2] < key) {
        heap[place] = heap[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap[place] = key;
}

/* Returns the number of applications, -1 without memory; value[n] receives the opening of each learner or -1. */
int64_t deferred(int64_t learners, int64_t openings, const int64_t *start, const int32_t (*pairs)[2],
                 const int32_t *capacity, int32_t *value)
{
    int64_t *at = malloc((learners + 1) * sizeof *at), *first = malloc((openings + 1) * sizeof *first);
    int32_t *seated = calloc(openings + 1, sizeof *seated);
    int64_t seats = 0, applications = 0;
    for (int64_t j = 0; j < openings; j++) {
        if (first)
            first[j] = seats;
        seats += capacity[j];
    }
    uint64_t *heap = malloc((seats + 1) * sizeof *heap);
    if (!at || !first || !seated || !heap)
        return -1;
    for (int64_t i = 0; i < learners; i++) {
        at[i] = start[i];
        value[i] = -1;
    }
    for (int64_t i = 0; i < learners; i++) {
        int64_t learner = i;
        while (learner >= 0 && at[learner] < start[learner + 1]) {
            int64_t place = at[learner]++;
            int32_t opening = pairs[place][0];
            uint64_t key = (uint64_t)(uint32_t)pairs[place][1] << 32 | (uint64_t)learner;
            uint64_t *own = heap + first[opening];
            applications++;
            if (seated[opening] < capacity[opening]) {
                own[seated[opening]] = key;
                rise(own, seated[opening]++);
                value[learner] = opening;
                learner = -1;
            } else if (capacity[opening] > 0 && key < own[0]) {
                int64_t leaving = (int64_t)(own[0] & 0xffffffffu);
                own[0] = key;
                sink(own, capacity[opening], 0);
                value[learner] = opening;
                value[leaving] = -1;
                learner = leaving;
            }
        }
    }
    free(at);
    free(first);
    free(seated);
    free(heap);
    return applications;
}
