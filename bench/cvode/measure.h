/* User time, files of numbers, and the error measure of the workloads: |found - reference| / (|reference| + 1e-3 scale). */
#ifndef MEASURE_H
#define MEASURE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>


static double user_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + 1e-6 * usage.ru_utime.tv_usec;
}

static double errors[300000];
static long error_count;

static void add_error(double found, double reference, double scale)
{
    errors[error_count++] = fabs(found - reference) / (fabs(reference) + 1e-3 * scale + 5e-324);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static FILE *open_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(2);
    }
    return file;
}

static int numbers(const char *line, double *values)
{
    int n = 0;
    for (char *end; *line && *line != '\n'; line = *end ? end + 1 : end) values[n++] = strtod(line, &end);
    return n;
}

/* Rows of a file of numbers without its header, count columns each. Returns how many rows. */
static int read_rows(const char *folder, const char *name, int count, double *rows, int most)
{
    static char text[20000];
    FILE *file = open_file(folder, name);
    int n = 0;
    if (!fgets(text, sizeof text, file)) exit(2);
    while (n < most && fgets(text, sizeof text, file)) {
        if (numbers(text, rows + (size_t)n * count) != count) {
            fprintf(stderr, "%s: row %d has not %d numbers\n", name, n + 1, count);
            exit(2);
        }
        n++;
    }
    fclose(file);
    return n;
}

/* Trajectories of the first subjects, times rows of outputs numbers each; the reference has id and time before them. */
static void add_subjects(const double *found, const double *reference, int subjects, int times, int outputs)
{
    for (int i = 0; i < subjects; i++) {
        for (int o = 0; o < outputs; o++) {
            double largest = 0;
            for (int k = 0; k < times; k++) largest = fmax(largest, fabs(reference[(i * times + k) * (outputs + 2) + 2 + o]));
            for (int k = 0; k < times; k++) add_error(found[(i * times + k) * outputs + o], reference[(i * times + k) * (outputs + 2) + 2 + o], largest);
        }
    }
}

static void print_errors(void)
{
    qsort(errors, error_count, sizeof *errors, ascending);
    double squares = 0;
    for (long i = 0; i < error_count; i++) squares += errors[i] * errors[i];
    printf("\"max_err\":%.3g,\"rms_err\":%.3g,\"p999_err\":%.3g,\"median_err\":%.3g}\n", errors[error_count - 1], sqrt(squares / error_count),
           errors[(long)(0.999 * (error_count - 1))], errors[error_count / 2]);
}

#endif
