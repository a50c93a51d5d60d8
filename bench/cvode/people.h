/* W1, two compartments with absorption, and W2, ketamine-like, for one individual at a time; see WORKLOADS.md. */

static struct { double v2, ka, k10, k12, k21; } two;

static void set_compartments(const double *values) /* CL, V2, KA */
{
    two.v2 = values[1], two.ka = values[2];
    two.k10 = values[0] / values[1], two.k12 = 8 / values[1], two.k21 = 8 / 100.0;
}

static int compartments(realtype t, N_Vector yv, N_Vector dv, void *user)
{
    const double *y = Y(yv);
    double *d = Y(dv);
    double absorbed = two.ka * y[0], out = two.k12 * y[1], back = two.k21 * y[2];
    d[0] = -absorbed;
    d[1] = absorbed - two.k10 * y[1] - out + back;
    d[2] = out - back;
    return 0;
}

static int compartments_jacobian(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector a, N_Vector b, N_Vector c)
{
    double *v = SM_DATA_D(j); /* by columns */
    v[0] = -two.ka, v[1] = two.ka, v[2] = 0;
    v[3] = 0, v[4] = -two.k10 - two.k12, v[5] = two.k12;
    v[6] = 0, v[7] = two.k21, v[8] = -two.k21;
    return 0;
}

static const double ketamine_days[8] = {0, 3, 7, 10, 14, 17, 21, 24};
static struct { double cl, v1, cln, ke0, ec50, km, rate; } ket;

static void set_ketamine(const double *v) /* CL, V1, CLN, KE0, EC50, KM */
{
    ket.cl = v[0], ket.v1 = v[1], ket.cln = v[2], ket.ke0 = v[3], ket.ec50 = v[4], ket.km = v[5];
}

static void start_ketamine(double *y)
{
    memset(y, 0, 12 * sizeof *y);
    y[7] = y[8] = y[9] = 1, y[10] = 32;
}

static void observe_ketamine(const double *y, double *row) /* CK, CN, CE, M */
{
    row[0] = y[0] / ket.v1, row[1] = y[3] / 40, row[2] = y[6], row[3] = y[10];
}

static int ketamine(realtype t, N_Vector yv, N_Vector dv, void *user)
{
    const double *y = Y(yv);
    double *d = Y(dv);
    double c = y[0] / ket.v1, cn = y[3] * (1 / 40.0), hc = y[5] * (1 / 100.0);
    double f2 = 150 * (c - y[1] * (1 / 60.0)), f3 = 60 * (c - y[2] * (1 / 150.0)), fn = 80 * (cn - y[4] * (1 / 90.0));
    double x = y[6] > 0 ? pow(y[6] / ket.ec50, 1.8) : 0, e = x / (1 + x), w = (y[8] - 1) * (y[8] - 1), s = y[9] - 1;
    d[0] = ket.rate - ket.cl * c - f2 - f3;
    d[1] = f2;
    d[2] = f3;
    d[3] = 0.75 * ket.cl * c - ket.cln * cn - fn;
    d[4] = fn;
    d[5] = 0.6 * ket.cln * cn - 50 * hc;
    d[6] = ket.ke0 * (c - y[6]);
    d[7] = 2 * (1 + 3 * e / (1 + y[11]) - y[7]);
    d[8] = 0.3 * (1 + 0.8 * (y[7] - 1) + 0.5 * hc / (0.05 + hc) - y[8]);
    d[9] = 0.02 * (1 + w / (0.25 + w) - y[9]);
    d[10] = ket.km * (32 * (1 - 0.7 * s / (0.3 + s)) - y[10]);
    d[11] = 0.1 * (2 * e - y[11]);
    return 0;
}

static int ketamine_jacobian(realtype t, N_Vector yv, N_Vector fy, SUNMatrix j, void *user, N_Vector n1, N_Vector n2, N_Vector n3)
{
    const double *y = Y(yv);
    double hc = y[5] * (1 / 100.0), x = y[6] > 0 ? pow(y[6] / ket.ec50, 1.8) : 0, e = x / (1 + x);
    double slope = y[6] > 0 ? 1.8 * x / (y[6] * (1 + x) * (1 + x)) : 0, b = y[8] - 1, w = b * b, s = y[9] - 1, u = 1 + y[11];
#define K(r, s) SM_ELEMENT_D(j, r, s)
    K(0, 0) = -(ket.cl + 210) / ket.v1, K(0, 1) = 150 / 60.0, K(0, 2) = 60 / 150.0;
    K(1, 0) = 150 / ket.v1, K(1, 1) = -150 / 60.0;
    K(2, 0) = 60 / ket.v1, K(2, 2) = -60 / 150.0;
    K(3, 0) = 0.75 * ket.cl / ket.v1, K(3, 3) = -(ket.cln + 80) / 40, K(3, 4) = 80 / 90.0;
    K(4, 3) = 80 / 40.0, K(4, 4) = -80 / 90.0;
    K(5, 3) = 0.6 * ket.cln / 40, K(5, 5) = -50 / 100.0;
    K(6, 0) = ket.ke0 / ket.v1, K(6, 6) = -ket.ke0;
    K(7, 6) = 6 * slope / u, K(7, 7) = -2, K(7, 11) = -6 * e / (u * u);
    K(8, 5) = 0.3 * 0.5 * 0.05 / ((0.05 + hc) * (0.05 + hc)) / 100, K(8, 7) = 0.24, K(8, 8) = -0.3;
    K(9, 8) = 0.02 * 0.25 * 2 * b / ((0.25 + w) * (0.25 + w)), K(9, 9) = -0.02;
    K(10, 9) = -ket.km * 32 * 0.7 * 0.3 / ((0.3 + s) * (0.3 + s)), K(10, 10) = -ket.km;
    K(11, 6) = 0.2 * slope, K(11, 11) = -0.1;
    return 0;
}
