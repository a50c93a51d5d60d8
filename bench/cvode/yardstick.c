/*
 * CVODE as a yardstick for the stiff workloads, on the machine and in the minute in which ours are measured: hand-written right-hand sides and Jacobians,
 * dense (W3a), band (W4a) and KLU (W4b) systems. Prints one line of JSON like `anesis bench`.
 *
 *   yardstick W3a|W4a|W4b FOLDER [rtol]      FOLDER holds params/ and reference/
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_band.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_band.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>

#define Y(v) N_VGetArrayPointer(v)

/* ---- W3a: HIRES ---- */

static double k[8]; /* k1..k6, km, ks */

static int hires(realtype t, N_Vector yv, N_Vector dv, void *user)
{
    const double *y = Y(yv);
    double *d = Y(dv);
    d[0] = -k[0] * y[0] + k[1] * y[1] + k[2] * y[2] + 0.0007;
    d[1] = k[0] * y[0] - (k[1] + k[2]) * y[1];
    d[2] = -(k[0] + k[2]) * y[2] + k[1] * y[3] + k[4] * y[4];
    d[3] = k[2] * y[1] + k[0] * y[2] - (k[1] + k[3]) * y[3];
    d[4] = -(k[0] + k[4]) * y[4] + k[1] * y[5] + k[1] * y[6];
    d[5] = -k[5] * y[5] * y[7] + k[3] * y[3] + k[0] * y[4] - k[1] * y[5] + k[6] * y[6];
    d[6] = k[5] * y[5] * y[7] - (k[1] + k[6] + k[7]) * y[6];
    d[7] = -d[6];
    return 0;
}

static int hires_jacobian(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector a, N_Vector b, N_Vector c)
{
    const double *y = Y(yv);
#define E(r, s) SM_ELEMENT_D(j, r, s)
    E(0, 0) = -k[0], E(0, 1) = k[1], E(0, 2) = k[2];
    E(1, 0) = k[0], E(1, 1) = -(k[1] + k[2]);
    E(2, 2) = -(k[0] + k[2]), E(2, 3) = k[1], E(2, 4) = k[4];
    E(3, 1) = k[2], E(3, 2) = k[0], E(3, 3) = -(k[1] + k[3]);
    E(4, 4) = -(k[0] + k[4]), E(4, 5) = k[1], E(4, 6) = k[1];
    E(5, 3) = k[3], E(5, 4) = k[0], E(5, 5) = -k[5] * y[7] - k[1], E(5, 6) = k[6], E(5, 7) = -k[5] * y[5];
    E(6, 5) = k[5] * y[7], E(6, 6) = -(k[1] + k[6] + k[7]), E(6, 7) = k[5] * y[5];
    E(7, 5) = -k[5] * y[7], E(7, 6) = k[1] + k[6] + k[7], E(7, 7) = -k[5] * y[5];
    return 0;
}

/* ---- W4a: Brusselator on a line ---- */

#define POINTS 1000
static const double line = 0.02 * 1001 * 1001;

static int brusselator1(realtype t, N_Vector yv, N_Vector dv, void *user)
{
    const double *y = Y(yv);
    double *d = Y(dv);
    for (int i = 0; i < POINTS; i++) {
        double u = y[2 * i], v = y[2 * i + 1], r = u * u * v;
        double ul = i ? y[2 * i - 2] : 1, vl = i ? y[2 * i - 1] : 3;
        double ur = i < POINTS - 1 ? y[2 * i + 2] : 1, vr = i < POINTS - 1 ? y[2 * i + 3] : 3;
        d[2 * i] = 1 + r - 4 * u + line * (ul - 2 * u + ur);
        d[2 * i + 1] = 3 * u - r + line * (vl - 2 * v + vr);
    }
    return 0;
}

static int brusselator1_jacobian(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector a, N_Vector b, N_Vector c)
{
    const double *y = Y(yv);
    for (int i = 0; i < POINTS; i++) {
        double u = y[2 * i], v = y[2 * i + 1];
        int q = 2 * i;
        SM_ELEMENT_B(j, q, q) = 2 * u * v - 4 - 2 * line;
        SM_ELEMENT_B(j, q, q + 1) = u * u;
        SM_ELEMENT_B(j, q + 1, q) = 3 - 2 * u * v;
        SM_ELEMENT_B(j, q + 1, q + 1) = -u * u - 2 * line;
        for (int s = 0; s < 2; s++) {
            if (i) SM_ELEMENT_B(j, q + s, q + s - 2) = line;
            if (i < POINTS - 1) SM_ELEMENT_B(j, q + s, q + s + 2) = line;
        }
    }
    return 0;
}

/* ---- W4b: Brusselator on a torus ---- */

#define SIDE 32
static const double plane = 10.0 * 31 * 31;

static void neighbours(int g, int n[4])
{
    int j = g / SIDE, i = g % SIDE;
    n[0] = SIDE * j + (i + 1) % SIDE;
    n[1] = SIDE * j + (i + SIDE - 1) % SIDE;
    n[2] = SIDE * ((j + 1) % SIDE) + i;
    n[3] = SIDE * ((j + SIDE - 1) % SIDE) + i;
}

static int brusselator2(realtype t, N_Vector yv, N_Vector dv, void *user)
{
    const double *y = Y(yv);
    double *d = Y(dv);
    for (int g = 0; g < SIDE * SIDE; g++) {
        int n[4];
        neighbours(g, n);
        double u = y[2 * g], v = y[2 * g + 1], r = u * u * v, x = g % SIDE / 31.0, z = g / SIDE / 31.0;
        double source = t >= 1.1 && (x - 0.3) * (x - 0.3) + (z - 0.6) * (z - 0.6) <= 0.01 ? 5 : 0;
        d[2 * g] = 1 + r - 4.4 * u + plane * (y[2 * n[0]] + y[2 * n[1]] + y[2 * n[2]] + y[2 * n[3]] - 4 * u) + source;
        d[2 * g + 1] = 3.4 * u - r + plane * (y[2 * n[0] + 1] + y[2 * n[1] + 1] + y[2 * n[2] + 1] + y[2 * n[3] + 1] - 4 * v);
    }
    return 0;
}

static int brusselator2_jacobian(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector a, N_Vector b, N_Vector c)
{
    const double *y = Y(yv);
    sunindextype *starts = SM_INDEXPTRS_S(j), *rows = SM_INDEXVALS_S(j);
    double *values = SM_DATA_S(j);
    int at = 0;
    for (int column = 0; column < 2 * SIDE * SIDE; column++) {
        int g = column / 2, s = column % 2, n[4];
        double u = y[2 * g], v = y[2 * g + 1];
        neighbours(g, n);
        starts[column] = at;
        int first = at;
        for (int q = 0; q < 4; q++) rows[at] = 2 * n[q] + s, values[at++] = plane;
        rows[at] = 2 * g, values[at++] = s ? u * u : 2 * u * v - 4.4 - 4 * plane;
        rows[at] = 2 * g + 1, values[at++] = s ? -u * u - 4 * plane : 3.4 - 2 * u * v;
        for (int q = first + 1; q < at; q++) {
            for (int p = q; p > first && rows[p - 1] > rows[p]; p--) {
                sunindextype row = rows[p];
                double value = values[p];
                rows[p] = rows[p - 1], values[p] = values[p - 1];
                rows[p - 1] = row, values[p - 1] = value;
            }
        }
    }
    starts[2 * SIDE * SIDE] = at;
    return 0;
}

/* ---- measuring ---- */

static double user_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + 1e-6 * usage.ru_utime.tv_usec;
}

static double errors[100000];
static long error_count;

static void add_error(double found, double reference, double scale)
{
    errors[error_count++] = fabs(found - reference) / (fabs(reference) + 1e-3 * scale);
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

static long steps, evaluations, factorisations;
static SUNContext context;

/* Integrates to each time, from a stop on anew, and writes all states. Returns the user time. */
static double integrate(CVRhsFn f, CVLsJacFn jacobian, N_Vector y, SUNMatrix matrix, SUNLinearSolver solver, double rtol, double atol,
                        const double *times, int count, double stop, double *out)
{
    double before = user_time(), t;
    int n = (int)N_VGetLength(y);
    void *memory = CVodeCreate(CV_BDF, context);
    CVodeInit(memory, f, 0, y);
    CVodeSStolerances(memory, rtol, atol);
    CVodeSetMaxNumSteps(memory, 1000000);
    CVodeSetLinearSolver(memory, solver, matrix);
    CVodeSetJacFn(memory, jacobian);
    long more;
    for (int i = 0; i < count; i++) {
        if (i > 0 && times[i - 1] < stop && stop < times[i]) {
            CVodeReInit(memory, times[i - 1], y);
            CVodeSetStopTime(memory, stop);
            CVode(memory, stop, y, &t, CV_NORMAL);
            CVodeGetNumSteps(memory, &more), steps += more;
            CVodeReInit(memory, stop, y);
            CVodeSetStopTime(memory, 1e9);
        }
        if (CVode(memory, times[i], y, &t, CV_NORMAL) < 0) exit(3);
        memcpy(out + (size_t)n * i, Y(y), sizeof(double) * n);
    }
    CVodeGetNumSteps(memory, &more), steps += more;
    CVodeGetNumRhsEvals(memory, &more), evaluations += more;
    CVodeGetNumLinSolvSetups(memory, &more), factorisations += more;
    CVodeFree(&memory);
    return user_time() - before;
}

static double run_hires(const char *folder, double rtol)
{
    FILE *params = open_file(folder, "params/w3a_params.csv"), *reference = open_file(folder, "reference/w3a_final.csv");
    char line1[4000], line2[4000];
    double times[10], out[80], total = 0, value[9], final[9];
    for (int i = 0; i < 10; i++) times[i] = 321.8122 * (i + 1) / 10;
    if (!fgets(line1, sizeof line1, params) || !fgets(line2, sizeof line2, reference)) exit(2);
    while (fgets(line1, sizeof line1, params) && fgets(line2, sizeof line2, reference)) {
        numbers(line1, value);
        numbers(line2, final);
        memcpy(k, value + 1, sizeof k);
        N_Vector y = N_VNew_Serial(8, context);
        N_VConst(0, y);
        Y(y)[0] = 1, Y(y)[7] = 0.0057;
        SUNMatrix matrix = SUNDenseMatrix(8, 8, context);
        SUNLinearSolver solver = SUNLinSol_Dense(y, matrix, context);
        total += integrate(hires, hires_jacobian, y, matrix, solver, rtol, 1e-4 * rtol, times, 10, -1, out);
        for (int s = 0; s < 8; s++) {
            double largest = 0;
            for (int i = 0; i < 10; i++) largest = fmax(largest, fabs(out[8 * i + s]));
            add_error(out[72 + s], final[s + 1], largest);
        }
        SUNLinSolFree(solver), SUNMatDestroy(matrix), N_VDestroy(y);
    }
    return total / 1000;
}

static double run_brusselator(const char *folder, int is_plane, double rtol)
{
    int n = is_plane ? 2 * SIDE * SIDE : 2 * POINTS, count = is_plane ? 12 : 10;
    double times[12];
    for (int i = 0; i < count; i++) times[i] = i + 1;
    if (is_plane) times[11] = 11.5;
    N_Vector y = N_VNew_Serial(n, context);
    for (int g = 0; g < n / 2; g++) {
        double x = g % SIDE / 31.0, z = g / SIDE / 31.0;
        Y(y)[2 * g] = is_plane ? 22 * pow(z * (1 - z), 1.5) : 1 + sin(2 * M_PI * (g + 1) / 1001.0);
        Y(y)[2 * g + 1] = is_plane ? 27 * pow(x * (1 - x), 1.5) : 3;
    }
    SUNMatrix matrix = is_plane ? SUNSparseMatrix(n, n, 6 * n, CSC_MAT, context) : SUNBandMatrix(n, 2, 2, context);
    SUNLinearSolver solver = is_plane ? SUNLinSol_KLU(y, matrix, context) : SUNLinSol_Band(y, matrix, context);
    double *out = malloc(sizeof(double) * n * count);
    double user = integrate(is_plane ? brusselator2 : brusselator1, is_plane ? brusselator2_jacobian : brusselator1_jacobian, y, matrix, solver, rtol, 1e-2 * rtol,
                            times, count, is_plane ? 1.1 : -1, out);
    FILE *reference = open_file(folder, is_plane ? "reference/w4b.csv" : "reference/w4a.csv");
    static char header[8000], line[8000];
    double row[64];
    char *columns[64];
    int named = 0, keys = is_plane ? 2 : 1;
    if (!fgets(header, sizeof header, reference)) exit(2);
    for (char *name = strtok(header, ",\n"); name; name = strtok(NULL, ",\n")) columns[named++] = name;
    while (fgets(line, sizeof line, reference)) {
        numbers(line, row);
        int g = is_plane ? SIDE * (int)row[0] + (int)row[1] : (int)row[0] - 1;
        for (int c = keys; c < named; c++) {
            double time = strcmp(columns[c] + 3, "11p5") ? atof(columns[c] + 3) : 11.5;
            int i = 0;
            while (fabs(times[i] - time) > 1e-9) i++;
            add_error(out[(size_t)n * i + 2 * g + (columns[c][0] == 'v')], row[c], fabs(row[c]));
        }
    }
    return user;
}

int main(int argc, char **argv)
{
    if (argc < 3 || (strcmp(argv[1], "W3a") && strcmp(argv[1], "W4a") && strcmp(argv[1], "W4b"))) {
        fprintf(stderr, "yardstick W3a|W4a|W4b FOLDER [rtol]\n");
        return 1;
    }
    double rtol = argc > 3 ? atof(argv[3]) : 1e-6;
    SUNContext_Create(NULL, &context);
    double user = strcmp(argv[1], "W3a") ? run_brusselator(argv[2], !strcmp(argv[1], "W4b"), rtol) : run_hires(argv[2], rtol);
    qsort(errors, error_count, sizeof *errors, ascending);
    double squares = 0;
    for (long i = 0; i < error_count; i++) squares += errors[i] * errors[i];
    printf("{\"workload\":\"%s\",\"method\":\"CVODE BDF\",\"rtol\":%g,\"user_s\":%.6f,\"per_s_core\":%.2f,\"steps\":%ld,\"rhs\":%ld,\"lu\":%ld,"
           "\"max_err\":%.3g,\"rms_err\":%.3g,\"p999_err\":%.3g,\"median_err\":%.3g}\n",
           argv[1], rtol, user, 1 / user, steps, evaluations, factorisations, errors[error_count - 1], sqrt(squares / error_count),
           errors[(long)(0.999 * (error_count - 1))], errors[error_count / 2]);
    return 0;
}
