/*
 * Tsit5 over eight individuals side by side (two vectors of four) as one would write it by hand for W1 and W2: each lane has its own time, step and doses,
 * a lane that is done takes the next individual. The yardstick for explicit lanes; one line of JSON like `anesis bench`.
 *
 *   lanes W1|W2 FOLDER [rtol [COUNT]]      FOLDER holds params/ and reference/, COUNT is how many of the individuals are run
 *
 * Pair and dense output: Ch. Tsitouras, Computers & Mathematics with Applications 62 (2011) 770-775.
 */
#include "measure.h"

typedef double row __attribute__((vector_size(32)));
typedef long long mask __attribute__((vector_size(32)));

#define HALVES 2
#define LANES (4 * HALVES)
#define MOST 12
#define INLINE static inline __attribute__((always_inline))

row _ZGVdN4vv_pow(row x, row y);
row _ZGVdN4v_log2(row x);
row _ZGVdN4v_exp2(row x);

INLINE row all(double x) { return (row){x, x, x, x}; }
INLINE row pick(mask m, row a, row b) { return (row)((m & (mask)a) | (~m & (mask)b)); }
INLINE row least(row a, row b) { return pick(a < b, a, b); }
INLINE row most(row a, row b) { return pick(a > b, a, b); }
INLINE row size(row a) { return (row)((mask)a & 0x7fffffffffffffffLL); }
INLINE int any(mask m) { return (m[0] | m[1] | m[2] | m[3]) != 0; }

static const double weights[6][6] = {
    {0.161},
    {-0.008480655492356988544, 0.33548065549235698854},
    {2.8971530571054931321, -6.3594484899750748431, 4.3622954328695814110},
    {5.3258648284392566044, -11.748883564062827877, 7.4955393428898362083, -0.092495066361755249256},
    {5.8614554429464200286, -12.920969317847109291, 8.1593678985761586431, -0.071584973281400997224, -0.028269050394068382909},
    {0.096460766818065229518, 0.01, 0.47988965041449957477, 1.3790085741037418931, -3.2900695154360806799, 2.3247105240997739824},
};
static const double defect[7] = {-0.0017800110522257714433, -0.00081643445965674690322, 0.0078808780102619960103, -0.14471100717326290753,
                                 0.58235716545255522502, -0.45808210592918694666, 1.0 / 66};
static const double dense[7][4] = {
    {1, -2.7637061972748259113, 2.9132554618219127437, -1.0530884977290216}, {0, 0.1317, -0.2234, 0.1017},
    {0, 3.9302962368947515285, -5.9410338721315047347, 2.4906272856512527930}, {0, -12.411077166933676983, 30.338188630282321598, -16.548102889244902720},
    {0, 37.509313416511039195, -88.178904894766401101, 47.379521962819281220}, {0, -27.896526289197287806, 65.091894674793671526, -34.870657861499660974},
    {0, 1.5, -4, 2.5}};

struct problem {
    int states, parameters, outputs, observed;
    int times, stops;
    const double *time, *stop;
    void (*slopes)(const row *p, const row *y, row *d);
    void (*begin)(const double *values, double *p, double *y); /* one lane, its numbers 4 apart */
    void (*at_stop)(int stop, double *p, double *y);
    void (*observe)(const row *p, const row *y, row *out); /* y holds the observed states alone */
    const int *which;                                      /* the observed states */
    int drawn;
};

/* ---- W1 ---- */

static double w1_time[241], w1_stop[14];
static const int w1_which[1] = {1};

INLINE void w1_slopes(const row *p, const row *y, row *d)
{
    row absorbed = p[0] * y[0], out = p[2] * y[1], back = p[3] * y[2];
    d[0] = -absorbed;
    d[1] = absorbed - p[1] * y[1] - out + back;
    d[2] = out - back;
}

static void w1_begin(const double *v, double *p, double *y) /* CL, V2, KA */
{
    p[0] = v[2], p[4] = v[0] / v[1], p[8] = 8 / v[1], p[12] = 0.08, p[16] = 1 / v[1];
    y[0] = y[4] = y[8] = 0;
}

static void w1_stopped(int stop, double *p, double *y) { if (stop < 14) y[0] += 100; }
INLINE void w1_observe(const row *p, const row *y, row *out) { out[0] = y[0] * p[4]; }

/* ---- W2 ---- */

static const double days[8] = {0, 3, 7, 10, 14, 17, 21, 24};
static double w2_time[393], w2_stop[16];
static const int w2_which[4] = {0, 3, 6, 10};

INLINE void w2_slopes(const row *p, const row *y, row *d)
{
    row c = y[0] * p[0], cn = y[3] * (1 / 40.0), hc = y[5] * (1 / 100.0);
    row f2 = 150 * (c - y[1] * (1 / 60.0)), f3 = 60 * (c - y[2] * (1 / 150.0)), fn = 80 * (cn - y[4] * (1 / 90.0));
    row x = _ZGVdN4vv_pow(most(y[6], all(0)) * p[4], all(1.8)), e = x / (1 + x), w = (y[8] - 1) * (y[8] - 1), s = y[9] - 1;
    d[0] = p[6] - p[1] * c - f2 - f3;
    d[1] = f2;
    d[2] = f3;
    d[3] = 0.75 * p[1] * c - p[2] * cn - fn;
    d[4] = fn;
    d[5] = 0.6 * p[2] * cn - 50 * hc;
    d[6] = p[3] * (c - y[6]);
    d[7] = 2 * (1 + 3 * e / (1 + y[11]) - y[7]);
    d[8] = 0.3 * (1 + 0.8 * (y[7] - 1) + 0.5 * hc / (0.05 + hc) - y[8]);
    d[9] = 0.02 * (1 + w / (0.25 + w) - y[9]);
    d[10] = p[5] * (32 * (1 - 0.7 * s / (0.3 + s)) - y[10]);
    d[11] = 0.1 * (2 * e - y[11]);
}

static void w2_begin(const double *v, double *p, double *y) /* CL, V1, CLN, KE0, EC50, KM */
{
    p[0] = 1 / v[1], p[4] = v[0], p[8] = v[2], p[12] = v[3], p[16] = 1 / v[4], p[20] = v[5], p[24] = 0;
    for (int i = 0; i < 12; i++) y[4 * i] = i >= 7 && i <= 9 ? 1 : i == 10 ? 32 : 0;
}

static void w2_stopped(int stop, double *p, double *y) { p[24] = stop % 2 ? 0 : 52.5; }

INLINE void w2_observe(const row *p, const row *y, row *out)
{
    out[0] = y[0] * p[0], out[1] = y[1] * (1 / 40.0), out[2] = y[2], out[3] = y[3];
}

/* ---- the integrator ---- */

static row y[HALVES][MOST], next[HALVES][MOST], k[HALVES][7][MOST], p[HALVES][8], scale[HALVES][MOST];
static row t[HALVES], step[HALVES], taken[HALVES], before[HALVES], stop[HALVES], due[HALVES];
static int who[LANES], stops[LANES], rows_done[LANES];
static long steps, evaluations, rejected;

/* A first step from the size of the states and slopes. */
INLINE row first_step(const struct problem *q, int h, double rtol, double atol)
{
    row places = all(0), slopes = all(0);
    for (int i = 0; i < q->states; i++) {
        row s = atol + rtol * size(y[h][i]);
        places = most(places, size(y[h][i]) / s), slopes = most(slopes, size(k[h][0][i]) / s);
    }
    return least(0.01 * most(places, all(1)) / most(slopes, all(1e-10)), all(0.1));
}

INLINE double run(const struct problem *q, const double *people, int count, double rtol, double atol, double *out)
{
    double started = user_time();
    int coming = 0, running = 0;
    size_t row_of = (size_t)q->times * q->outputs;
    for (int lane = 0; lane < LANES; lane++) who[lane] = -1;
    for (;;) {
        /* Lanes without an individual, and lanes that stand at a stop. */
        int fresh = 0;
        mask restarted[HALVES] = {{0}};
        for (int lane = 0; lane < LANES; lane++) {
            int h = lane / 4, j = lane % 4;
            double *yl = (double *)y[h] + j, *pl = (double *)p[h] + j;
            if (who[lane] >= 0 && t[h][j] < stop[h][j]) continue;
            if (who[lane] >= 0 && stops[lane] > q->stops) who[lane] = -1, running--;
            if (who[lane] < 0) {
                if (coming == count) {
                    t[h][j] = 0, stop[h][j] = 1e300, due[h][j] = 1e300, step[h][j] = 1e-3;
                    continue;
                }
                who[lane] = coming++, running++;
                q->begin(people + (size_t)who[lane] * (q->drawn + 1) + 1, pl, yl);
                stops[lane] = rows_done[lane] = 0;
                t[h][j] = 0;
                if (q->time[0] == 0) {
                    row seen[MOST], o[8];
                    for (int i = 0; i < q->observed; i++) seen[i] = y[h][q->which[i]];
                    q->observe(p[h], seen, o);
                    for (int i = 0; i < q->outputs; i++) out[who[lane] * row_of + i] = o[i][j];
                    rows_done[lane] = 1;
                }
                due[h][j] = q->time[rows_done[lane]];
            }
            q->at_stop(stops[lane], pl, yl);
            stops[lane]++;
            stop[h][j] = stops[lane] < q->stops ? q->stop[stops[lane]] : q->time[q->times - 1];
            if (stops[lane] >= q->stops) stops[lane] = q->stops + 1;
            restarted[h][j] = -1, before[h][j] = -13.3, fresh = 1;
        }
        if (!running) break;
        if (fresh) {
            for (int h = 0; h < HALVES; h++) {
                row d[MOST];
                q->slopes(p[h], y[h], d);
                for (int i = 0; i < q->states; i++) k[h][0][i] = pick(restarted[h], d[i], k[h][0][i]);
                step[h] = pick(restarted[h], first_step(q, h, rtol, atol), step[h]);
                evaluations += any(restarted[h]) * 4;
            }
        }
        mask good[HALVES], reaches[HALVES];
        for (int h = 0; h < HALVES; h++) {
            row left = stop[h] - t[h];
            reaches[h] = left <= step[h] * 1.01;
            taken[h] = pick(reaches[h], left, step[h]);
        }
        for (int s = 0; s < 6; s++) {
            for (int h = 0; h < HALVES; h++) {
                for (int i = 0; i < q->states; i++) {
                    row sum = weights[s][0] * k[h][0][i];
                    for (int j = 1; j <= s; j++) sum += weights[s][j] * k[h][j][i];
                    next[h][i] = y[h][i] + taken[h] * sum;
                }
                q->slopes(p[h], next[h], k[h][s + 1]);
            }
        }
        evaluations += 6 * running;
        int rows = 0;
        for (int h = 0; h < HALVES; h++) {
            row error = all(1e-10);
            for (int i = 0; i < q->states; i++) {
                row sum = defect[0] * k[h][0][i];
                for (int j = 1; j < 7; j++) sum += defect[j] * k[h][j][i];
                error = most(error, size(taken[h] * sum) / (atol + rtol * most(size(y[h][i]), size(next[h][i]))));
            }
            good[h] = error <= 1;
            row logarithm = _ZGVdN4v_log2(error);
            row growth = 0.9 * _ZGVdN4v_exp2(pick(good[h], 0.08 * before[h] - 0.14 * logarithm, -0.2 * logarithm));
            growth = least(most(growth, all(0.2)), pick(good[h], all(10), all(0.9)));
            row proposed = taken[h] * growth;
            step[h] = pick(good[h] & (mask)(growth >= 1), most(proposed, pick(reaches[h], step[h], proposed)), proposed);
            before[h] = pick(good[h], most(logarithm, all(-13.3)), before[h]);
            row end = pick(reaches[h], stop[h], t[h] + taken[h]);
            rows |= any(good[h] & (mask)(due[h] <= end)) << h;
            scale[h][0] = end;
        }
        for (int h = 0; h < HALVES; h++) {
            row end = scale[h][0];
            while (rows >> h & 1) {
                row theta = (due[h] - t[h]) / taken[h], w[7], seen[MOST], o[8];
                for (int j = 0; j < 7; j++) w[j] = taken[h] * theta * (dense[j][0] + theta * (dense[j][1] + theta * (dense[j][2] + theta * dense[j][3])));
                for (int i = 0; i < q->observed; i++) {
                    int s = q->which[i];
                    row sum = w[0] * k[h][0][s];
                    for (int j = 1; j < 7; j++) sum += w[j] * k[h][j][s];
                    seen[i] = y[h][s] + sum;
                }
                q->observe(p[h], seen, o);
                mask now = good[h] & (mask)(due[h] <= end);
                for (int j = 0; j < 4; j++) {
                    int lane = 4 * h + j;
                    if (now[j]) {
                        for (int i = 0; i < q->outputs; i++) out[who[lane] * row_of + (size_t)rows_done[lane] * q->outputs + i] = o[i][j];
                        due[h][j] = ++rows_done[lane] < q->times ? q->time[rows_done[lane]] : 1e300;
                    }
                }
                rows &= ~(!any(good[h] & (mask)(due[h] <= end)) << h);
            }
            for (int i = 0; i < q->states; i++) {
                y[h][i] = pick(good[h], next[h][i], y[h][i]);
                k[h][0][i] = pick(good[h], k[h][6][i], k[h][0][i]);
            }
            t[h] = pick(good[h], end, t[h]);
            for (int j = 0; j < 4; j++) steps += who[4 * h + j] >= 0 && good[h][j], rejected += who[4 * h + j] >= 0 && !good[h][j];
        }
    }
    return user_time() - started;
}

static double run_w1(const double *people, int count, double rtol, double *out)
{
    static const struct problem q = {3, 5, 1, 1, 241, 14, w1_time, w1_stop, w1_slopes, w1_begin, w1_stopped, w1_observe, w1_which, 3};
    for (int i = 0; i < 241; i++) w1_time[i] = i;
    for (int i = 0; i < 14; i++) w1_stop[i] = 12 * i;
    return run(&q, people, count, rtol, 1e-2 * rtol, out);
}

static double run_w2(const double *people, int count, double rtol, double *out)
{
    static const struct problem q = {12, 7, 4, 4, 393, 16, w2_time, w2_stop, w2_slopes, w2_begin, w2_stopped, w2_observe, w2_which, 6};
    for (int d = 0; d < 8; d++) {
        for (int j = 0; j < 49; j++) w2_time[49 * d + j] = 24 * days[d] + 0.5 * j;
        w2_stop[2 * d] = 24 * days[d], w2_stop[2 * d + 1] = 24 * days[d] + 2.0 / 3;
    }
    w2_time[392] = 672;
    return run(&q, people, count, rtol, 1e-2 * rtol, out);
}

int main(int argc, char **argv)
{
    int second = argc > 2 && !strcmp(argv[1], "W2");
    if (argc < 3 || (!second && strcmp(argv[1], "W1"))) {
        fprintf(stderr, "lanes W1|W2 FOLDER [rtol [COUNT]]\n");
        return 1;
    }
    double rtol = argc > 3 ? atof(argv[3]) : 1e-6;
    static double people[10000 * 7], reference[20 * 393 * 6];
    int wanted = argc > 4 ? atoi(argv[4]) : 10000, times = second ? 393 : 241, outputs = second ? 4 : 1;
    int count = read_rows(argv[2], second ? "params/w2_params.csv" : "params/w1_params.csv", second ? 7 : 4, people, wanted < 10000 ? wanted : 10000);
    int known = read_rows(argv[2], second ? "reference/w2_subjects.csv" : "reference/w1_subjects.csv", outputs + 2, reference, 20 * times) / times;
    double *out = calloc((size_t)count * times * outputs, sizeof *out);
    double user = (second ? run_w2 : run_w1)(people, count, rtol, out) / count;
    add_subjects(out, reference, known < count ? known : count, times, outputs);
    printf("{\"workload\":\"%s\",\"method\":\"C lanes, Tsit5\",\"rtol\":%g,\"n\":%d,\"user_s\":%.9f,\"per_s_core\":%.2f,\"steps\":%ld,\"rejected\":%ld,\"rhs\":%ld,",
           argv[1], rtol, count, user, 1 / user, steps, rejected, evaluations);
    print_errors();
    return 0;
}
