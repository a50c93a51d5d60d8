/* W3b, the stiff cascade of 16 levels of X, A, C, D, P; see WORKLOADS.md. */

#define LEVELS 16
#define CASCADE (5 * LEVELS)

static double rate_a[LEVELS], rate_d[LEVELS], rate_k[LEVELS], rate_b[LEVELS], rate_e[LEVELS], rate_h[LEVELS];

static void set_cascade(const double *m) /* ma, md, mk, mb, me, mh */
{
    for (int i = 0; i < LEVELS; i++) {
        double l = i + 1;
        rate_a[i] = m[0] * 1000 * pow(10, 0.5 * sin(l));
        rate_d[i] = m[1] * 100;
        rate_k[i] = m[2] * 10 * pow(10, 0.3 * cos(l));
        rate_b[i] = m[3] * 500 * pow(10, 0.5 * cos(2 * l));
        rate_e[i] = m[4] * 50;
        rate_h[i] = m[5] * pow(10, 0.3 * sin(3 * l));
    }
}

static void start_cascade(double *y)
{
    memset(y, 0, CASCADE * sizeof *y);
    for (int i = 0; i < LEVELS; i++) y[5 * i] = 1, y[5 * i + 4] = 0.3;
}

static int cascade(realtype t, N_Vector yv, N_Vector dv, void *user)
{
    const double *y = Y(yv);
    double *d = Y(dv);
    double above = 0.1;
    for (int i = 0; i < LEVELS; i++, y += 5, d += 5) {
        double bound = rate_a[i] * above * y[0], let = rate_d[i] * y[2], made = rate_k[i] * y[2];
        double caught = rate_b[i] * y[1] * y[4], freed = rate_e[i] * y[3], undone = rate_h[i] * y[3];
        if (i) d[-4] += let + made - bound;
        d[0] = let + undone - bound;
        d[1] = made + freed - caught;
        d[2] = bound - let - made;
        d[3] = caught - freed - undone;
        d[4] = freed + undone - caught;
        above = y[1];
    }
    return 0;
}

/* Calls entry(row, column, value) for what each level adds to the Jacobian; places may come twice. */
#define CASCADE_ENTRIES(y, entry)                                                                                              \
    for (int i = 0; i < LEVELS; i++) {                                                                                         \
        int x = 5 * i, a = x + 1, c = x + 2, d = x + 3, p = x + 4, q = x - 4;                                                  \
        double up = i ? (y)[q] : 0.1, byx = rate_a[i] * up, byq = rate_a[i] * (y)[x];                                          \
        double bya = rate_b[i] * (y)[p], byp = rate_b[i] * (y)[a];                                                             \
        entry(x, x, -byx);                                                                                                     \
        entry(x, c, rate_d[i]);                                                                                                \
        entry(x, d, rate_h[i]);                                                                                                \
        entry(c, x, byx);                                                                                                      \
        entry(c, c, -rate_d[i] - rate_k[i]);                                                                                   \
        entry(a, c, rate_k[i]);                                                                                                \
        entry(a, d, rate_e[i]);                                                                                                \
        entry(a, a, -bya);                                                                                                     \
        entry(a, p, -byp);                                                                                                     \
        entry(d, a, bya);                                                                                                      \
        entry(d, p, byp);                                                                                                      \
        entry(d, d, -rate_e[i] - rate_h[i]);                                                                                   \
        entry(p, a, -bya);                                                                                                     \
        entry(p, p, -byp);                                                                                                     \
        entry(p, d, rate_e[i] + rate_h[i]);                                                                                    \
        if (i) {                                                                                                               \
            entry(x, q, -byq);                                                                                                 \
            entry(c, q, byq);                                                                                                  \
            entry(q, q, -byq);                                                                                                 \
            entry(q, x, -byx);                                                                                                 \
            entry(q, c, rate_d[i] + rate_k[i]);                                                                                \
        }                                                                                                                      \
    }

static int cascade_jacobian_dense(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector n1, N_Vector n2, N_Vector n3)
{
    const double *y = Y(yv);
    double *v = SM_DATA_D(j);
#define ADD_DENSE(row, column, value) v[CASCADE * (column) + (row)] += value
    CASCADE_ENTRIES(y, ADD_DENSE)
    return 0;
}

static sunindextype cascade_rows[CASCADE * CASCADE], cascade_starts[CASCADE + 1];
static int cascade_places[24 * LEVELS];

/* Columns of row numbers, and where each entry of CASCADE_ENTRIES lies among them. */
static SUNMatrix cascade_pattern(SUNContext in)
{
    static char has[CASCADE][CASCADE];
    static int place[CASCADE][CASCADE];
    static const double any[CASCADE];
    int n = 0, at = 0;
#define MARK(row, column, value) has[column][row] = 1, (void)(value)
    CASCADE_ENTRIES(any, MARK)
    for (int column = 0; column < CASCADE; column++) {
        cascade_starts[column] = n;
        for (int row = 0; row < CASCADE; row++) {
            if (has[column][row]) place[column][row] = n, cascade_rows[n++] = row;
        }
    }
    cascade_starts[CASCADE] = n;
#define PLACE(row, column, value) cascade_places[at++] = place[column][row], (void)(value)
    CASCADE_ENTRIES(any, PLACE)
    return SUNSparseMatrix(CASCADE, CASCADE, n, CSC_MAT, in);
}

static int cascade_jacobian_sparse(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector n1, N_Vector n2, N_Vector n3)
{
    const double *y = Y(yv);
    double *v = SM_DATA_S(j);
    int at = 0, n = (int)cascade_starts[CASCADE];
    memcpy(SM_INDEXPTRS_S(j), cascade_starts, sizeof cascade_starts);
    memcpy(SM_INDEXVALS_S(j), cascade_rows, n * sizeof *cascade_rows);
    memset(v, 0, n * sizeof *v);
#define ADD_SPARSE(row, column, value) v[cascade_places[at++]] += (value), (void)(row), (void)(column)
    CASCADE_ENTRIES(y, ADD_SPARSE)
    return 0;
}
