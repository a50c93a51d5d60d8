/*
 * CVODE as a yardstick, on the machine and in the minute in which ours are measured: hand-written right-hand sides and Jacobians,
 * dense (W1, W2, W3a, W3b), band (W4a) and KLU (W3b-klu, W4b) systems; W1-adams is the formulas for what is not stiff. Prints one line of JSON like `anesis bench`.
 *
 *   yardstick W1|W1-adams|W2|W3a|W3b|W3b-klu|W4a|W4b FOLDER [rtol [COUNT]]
 *
 * FOLDER holds params/ and reference/, COUNT is how many individuals of W1, W2, W3b are run.
 */

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_band.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_band.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

#include "measure.h"

#define Y(v) N_VGetArrayPointer(v)

#include "people.h"
#include "cascade.h"

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

/* ---- running ---- */

static long steps, evaluations, factorisations;
static int wanted = 100000; /* individuals */
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

/* One memory for all individuals: each begins anew in it. */
static void *memory_for(int method, CVRhsFn f, CVLsJacFn jacobian, N_Vector y, SUNMatrix matrix, SUNLinearSolver solver, double rtol, double atol)
{
    void *memory = CVodeCreate(method, context);
    CVodeInit(memory, f, 0, y);
    CVodeSStolerances(memory, rtol, atol);
    CVodeSetMaxNumSteps(memory, 1000000);
    if (method == CV_ADAMS) {
        CVodeSetNonlinearSolver(memory, SUNNonlinSol_FixedPoint(y, 0, context));
    } else {
        CVodeSetLinearSolver(memory, solver, matrix);
        CVodeSetJacFn(memory, jacobian);
    }
    return memory;
}

static void count_work(void *memory, int method)
{
    long more;
    CVodeGetNumSteps(memory, &more), steps += more;
    CVodeGetNumRhsEvals(memory, &more), evaluations += more;
    if (method == CV_BDF) CVodeGetNumLinSolvSetups(memory, &more), factorisations += more;
}

static void advance(void *memory, double time, N_Vector y)
{
    double t;
    if (CVode(memory, time, y, &t, CV_NORMAL) < 0) exit(3);
}

static double run_compartments(const char *folder, int method, double rtol)
{
    static double people[10000 * 4], reference[20 * 241 * 3], found[20 * 241];
    int count = read_rows(folder, "params/w1_params.csv", 4, people, wanted < 10000 ? wanted : 10000);
    int known = read_rows(folder, "reference/w1_subjects.csv", 3, reference, 20 * 241) / 241;
    N_Vector y = N_VNew_Serial(3, context);
    N_VConst(0, y);
    SUNMatrix matrix = SUNDenseMatrix(3, 3, context);
    void *memory = memory_for(method, compartments, compartments_jacobian, y, matrix, SUNLinSol_Dense(y, matrix, context), rtol, 1e-2 * rtol);
    double before = user_time(), row[241];
    for (int i = 0; i < count; i++) {
        set_compartments(people + 4 * i + 1);
        N_VConst(0, y);
        row[0] = 0;
        for (int dose = 0; dose < 14; dose++) {
            double last = dose < 13 ? 12 * (dose + 1) : 240;
            Y(y)[0] += 100;
            CVodeReInit(memory, 12 * dose, y);
            CVodeSetStopTime(memory, last);
            for (int k = 12 * dose + 1; k <= last; k++) {
                advance(memory, k, y);
                row[k] = Y(y)[1] / two.v2;
            }
            count_work(memory, method);
        }
        if (i < known) memcpy(found + 241 * i, row, sizeof row);
    }
    double user = user_time() - before;
    add_subjects(found, reference, known < count ? known : count, 241, 1);
    return user / count;
}

static double run_ketamine(const char *folder, double rtol)
{
    static double people[5000 * 7], reference[20 * 393 * 6], found[20 * 393 * 4];
    int count = read_rows(folder, "params/w2_params.csv", 7, people, wanted < 5000 ? wanted : 5000);
    int known = read_rows(folder, "reference/w2_subjects.csv", 6, reference, 20 * 393) / 393;
    N_Vector y = N_VNew_Serial(12, context);
    start_ketamine(Y(y));
    SUNMatrix matrix = SUNDenseMatrix(12, 12, context);
    void *memory = memory_for(CV_BDF, ketamine, ketamine_jacobian, y, matrix, SUNLinSol_Dense(y, matrix, context), rtol, 1e-2 * rtol);
    double before = user_time(), row[393 * 4];
    for (int i = 0; i < count; i++) {
        set_ketamine(people + 7 * i + 1);
        start_ketamine(Y(y));
        int at = 0;
        for (int dose = 0; dose < 8; dose++) {
            double start = 24 * ketamine_days[dose], end = dose < 7 ? 24 * ketamine_days[dose + 1] : 672, edge = start + 2.0 / 3;
            observe_ketamine(Y(y), row + 4 * at++);
            ket.rate = 52.5;
            CVodeReInit(memory, start, y);
            CVodeSetStopTime(memory, edge);
            advance(memory, start + 0.5, y);
            observe_ketamine(Y(y), row + 4 * at++);
            advance(memory, edge, y);
            count_work(memory, CV_BDF);
            ket.rate = 0;
            CVodeReInit(memory, edge, y);
            CVodeSetStopTime(memory, end);
            for (int j = 2; j <= 48; j++) {
                /* What falls on the next dose is the state before it, as there. */
                advance(memory, start + 0.5 * j, y);
                observe_ketamine(Y(y), row + 4 * at++);
            }
            if (start + 24 < end) advance(memory, end, y);
            count_work(memory, CV_BDF);
        }
        observe_ketamine(Y(y), row + 4 * at);
        if (i < known) memcpy(found + 393 * 4 * i, row, sizeof row);
    }
    double user = user_time() - before;
    add_subjects(found, reference, known < count ? known : count, 393, 4);
    return user / count;
}

static double run_cascade(const char *folder, int sparse, double rtol)
{
    static double draws[1000 * 7], first[100 * 82], final[1000 * 17], found[1000][100][CASCADE];
    static const double times[5] = {1, 3, 10, 30, 100};
    int count = read_rows(folder, "params/w3b_multipliers.csv", 7, draws, wanted < 1000 ? wanted : 1000);
    int known = read_rows(folder, "reference/w3b_first.csv", 82, first, 100) / 5;
    read_rows(folder, "reference/w3b_final.csv", 17, final, 1000);
    N_Vector y = N_VNew_Serial(CASCADE, context);
    start_cascade(Y(y));
    SUNMatrix matrix = sparse ? cascade_pattern(context) : SUNDenseMatrix(CASCADE, CASCADE, context);
    SUNLinearSolver solver = sparse ? SUNLinSol_KLU(y, matrix, context) : SUNLinSol_Dense(y, matrix, context);
    void *memory = memory_for(CV_BDF, cascade, sparse ? cascade_jacobian_sparse : cascade_jacobian_dense, y, matrix, solver, rtol, 1e-2 * rtol);
    double before = user_time();
    for (int i = 0; i < count; i++) {
        set_cascade(draws + 7 * i + 1);
        start_cascade(Y(y));
        CVodeReInit(memory, 0, y);
        for (int k = 0; k < 100; k++) {
            advance(memory, k + 1, y);
            memcpy(found[i][k], Y(y), sizeof found[i][k]);
        }
        count_work(memory, CV_BDF);
    }
    double user = user_time() - before;
    for (int i = 0; i < known && i < count; i++) {
        for (int s = 0; s < CASCADE; s++) {
            double largest = 0;
            for (int k = 0; k < 5; k++) largest = fmax(largest, fabs(first[(5 * i + k) * 82 + 2 + s]));
            for (int k = 0; k < 5; k++) add_error(found[i][(int)times[k] - 1][s], first[(5 * i + k) * 82 + 2 + s], largest);
        }
    }
    for (int i = 0; i < count; i++) {
        for (int l = 0; l < LEVELS; l++) {
            double largest = 0;
            for (int k = 0; k < 100; k++) largest = fmax(largest, fabs(found[i][k][5 * l + 1]));
            add_error(found[i][99][5 * l + 1], final[17 * i + 1 + l], largest);
        }
    }
    return user / count;
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
    static const char *const names[] = {"W1", "W1-adams", "W2", "W3a", "W3b", "W3b-klu", "W4a", "W4b"};
    int which = 0;
    while (which < 8 && argc > 2 && strcmp(argv[1], names[which])) which++;
    if (argc < 3 || which == 8) {
        fprintf(stderr, "yardstick W1|W1-adams|W2|W3a|W3b|W3b-klu|W4a|W4b FOLDER [rtol [COUNT]]\n");
        return 1;
    }
    double rtol = argc > 3 ? atof(argv[3]) : 1e-6, user = 0;
    if (argc > 4) wanted = atoi(argv[4]);
    SUNContext_Create(NULL, &context);
    switch (which) {
    case 0: user = run_compartments(argv[2], CV_BDF, rtol); break;
    case 1: user = run_compartments(argv[2], CV_ADAMS, rtol); break;
    case 2: user = run_ketamine(argv[2], rtol); break;
    case 3: user = run_hires(argv[2], rtol); break;
    case 4: user = run_cascade(argv[2], 0, rtol); break;
    case 5: user = run_cascade(argv[2], 1, rtol); break;
    case 6: user = run_brusselator(argv[2], 0, rtol); break;
    default: user = run_brusselator(argv[2], 1, rtol); break;
    }
    printf("{\"workload\":\"%s\",\"method\":\"CVODE %s\",\"rtol\":%g,\"user_s\":%.6f,\"per_s_core\":%.2f,\"steps\":%ld,\"rhs\":%ld,\"lu\":%ld,",
           argv[1], which == 1 ? "Adams" : "BDF", rtol, user, 1 / user, steps, evaluations, factorisations);
    print_errors();
    return 0;
}
