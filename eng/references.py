"""Writes the reference tables of tests/Anesis.Mathematics.Tests/References with mpmath (any recent version), 60 digits or more.

A line is: argument bits (one or two), bits of the nearest double, and (exact - nearest) in units in the last place.
"""
import os, random, struct, sys
from mpmath import mp, mpf
import mpmath as m

mp.prec = 400
random.seed(20240229)
OUT = os.path.join(os.path.dirname(__file__), "..", "tests", "Anesis.Mathematics.Tests", "References")

def bits(v): return struct.unpack("<Q", struct.pack("<d", v))[0]
def double(b): return struct.unpack("<d", struct.pack("<Q", b))[0]
def uni(a, b, n): return [random.uniform(a, b) for _ in range(n)]
def logu(a, b, n, both=False):
    r = [2.0 ** random.uniform(a, b) * (1 + random.random() * 2 ** -20) for _ in range(n)]
    return [x if not both or random.random() < .5 else -x for x in r]
def nearest(v):
    """Round to nearest even, subnormals included."""
    if v == 0: return 0.0
    man, exp = m.frexp(abs(v))
    e = max(int(exp) - 53, -1074)
    q = m.ldexp(abs(v), -e)
    r = int(m.nint(q))
    x = float(m.ldexp(mpf(r), e)) if e > -1074 or r >= 2 ** 52 else double(r)
    return -x if v < 0 else x
def ulp(x):
    a = abs(x)
    return mpf(2) ** (max(int(m.frexp(mpf(a))[1]) - 53, -1074)) if a else mpf(2) ** -1074
def table(name, f, xs):
    with open(os.path.join(OUT, name + ".txt"), "w") as o:
        for x in xs:
            args = x if isinstance(x, tuple) else (x,)
            v = f(*[mpf(a) for a in args])
            if abs(v) >= mpf(2) ** 1024 * (1 - mpf(2) ** -54): continue
            n = nearest(v)
            o.write(" ".join("%016X" % bits(a) for a in args) + " %016X %.6f\n" % (bits(n), float((v - mpf(n)) / ulp(n))))

def main():
    N = 500
    table("Exp", m.exp, uni(-708, 709.7, N) + uni(-2, 2, N) + uni(-745, -708, 60))
    table("Expm1", m.expm1, uni(-40, 709, N) + uni(-2, 2, N) + logu(-300, -1, 200, True))
    table("Log", m.log, logu(-1022, 1023, N) + uni(.5, 2, N) + [double(random.getrandbits(40)) for _ in range(50)] + [1 + s * 2.0 ** -k for k in range(1, 53) for s in (1, -1)])
    table("Log1p", m.log1p, uni(-.999, 1, N) + logu(-300, 300, N) + [-x for x in logu(-300, -1, 200)])
    table("Log2", lambda x: m.log(x) / m.log(2), logu(-1022, 1023, N) + uni(.5, 2, N) + [2.0 ** k for k in range(-1022, 1024, 7)])
    table("Log10", lambda x: m.log(x) / m.log(10), logu(-1022, 1023, N) + uni(.5, 2, N) + [10.0 ** k for k in range(0, 23)])
    def pair():
        x = 2.0 ** random.uniform(-1000, 1000); lx = abs(float(m.log(x, 2))) + 1e-9
        return (x, random.uniform(-1040, 1023) / lx)
    def near():
        x = 1 + random.uniform(-.3, .4); return (x, random.uniform(-700, 700) / abs(float(m.log(x))))
    table("Pow", lambda x, y: m.power(x, y), [p for p in [pair() for _ in range(N)] + [near() for _ in range(N)] + [(random.uniform(0, 20), random.uniform(-20, 20)) for _ in range(N)]])
    table("PowInteger", lambda x, y: m.power(x, y), [(random.uniform(-9, 9), float(random.randint(2, 64))) for _ in range(N)])
    angles = uni(-10, 10, N) + logu(-300, 1023, N, True) + uni(-1e6, 1e6, N) + [k * float(m.pi) / 2 for k in range(1, 200)] + [6381956970095103 * 2.0 ** 797]
    for n, f in (("Sin", m.sin), ("Cos", m.cos), ("Tan", m.tan)):
        mp.prec = 1500; table(n, f, angles); mp.prec = 400
    table("Sinh", m.sinh, uni(-710, 710, N) + uni(-2, 2, N) + logu(-300, -1, 100, True))
    table("Cosh", m.cosh, uni(-710, 710, N) + uni(-2, 2, N))
    table("Tanh", m.tanh, uni(-25, 25, N) + uni(-2, 2, N) + logu(-300, -1, 100, True))
    unit = uni(-1, 1, 2 * N) + logu(-300, -1, 100, True) + [1 - 2.0 ** -k for k in range(1, 54)] + [-1 + 2.0 ** -k for k in range(1, 54)]
    table("Asin", m.asin, unit)
    table("Acos", m.acos, unit)
    table("Atan", m.atan, uni(-10, 10, N) + logu(-300, 300, N, True))
    table("Atan2", lambda y, x: m.atan2(y, x), [(random.uniform(-9, 9), random.uniform(-9, 9)) for _ in range(N)] + list(zip(logu(-900, 900, N, True), logu(-900, 900, N, True))))
    table("Asinh", m.asinh, uni(-10, 10, N) + logu(-300, 300, N, True))
    table("Acosh", m.acosh, uni(1, 10, N) + logu(0, 300, N) + [1 + 2.0 ** -k for k in range(1, 53)])
    table("Atanh", m.atanh, uni(-1, 1, N) + logu(-300, -1, 100, True))
    table("Cbrt", lambda x: m.cbrt(x) if x > 0 else -m.cbrt(-x), uni(-10, 10, N) + logu(-1074, 1023, N, True))
    table("Erf", m.erf, uni(-6, 6, N) + uni(-1, 1, N) + logu(-300, -1, 100, True))
    table("Erfc", m.erfc, uni(-6, 26.5, N) + uni(-1, 2, N) + uni(26.5, 27.2, 20))
    mp.prec = 1200
    def quantile(p):
        p = mpf(p)
        mp.prec, old = 200, mp.prec
        z = m.mpf(0); lo, hi = mpf(-40), mpf(40)
        cdf = lambda z: m.erfc(-z / m.sqrt(2)) / 2
        for _ in range(12):
            mid = (lo + hi) / 2
            if cdf(mid) < p: lo = mid
            else: hi = mid
        z = (lo + hi) / 2
        for _ in range(60):
            d = (cdf(z) - p) / (m.exp(-z * z / 2) / m.sqrt(2 * m.pi))
            d = d / (1 + z * d / 2)
            z -= d
            if abs(d) < mpf(2) ** -150 * max(1, abs(z)): break
        mp.prec = old
        return z
    table("NormalQuantile", quantile, uni(0, 1, N) + logu(-1000, -1, 200) + [1 - 2.0 ** -k for k in range(2, 54)])
    mp.prec = 400
    pos = uni(0, 5, N) + uni(0, 171, N) + logu(-300, 0, 100)
    table("Gamma", m.gamma, pos + [-k + d for k in range(0, 100, 5) for d in uni(.01, .99, 5)] + [float(k) for k in range(1, 171)])
    table("LogGamma", m.loggamma, pos + logu(7, 300, 200) + [1 + s * 2.0 ** -k for k in range(2, 50) for s in (1, -1)] + [2 + s * 2.0 ** -k for k in range(2, 50) for s in (1, -1)])
    distributions(N)

def distributions(N):
    mp.prec = 250
    def gamma_quantile(u, a):
        u, a = mpf(u), mpf(a)
        low = lambda t: m.log(m.gammainc(a, 0, m.exp(t), regularized=True))
        high = lambda t: m.log(m.gammainc(a, m.exp(t), m.inf, regularized=True))
        f = (lambda t: low(t) - m.log(u)) if u < .5 else (lambda t: m.log(1 - u) - high(t))
        return m.exp(bracket(f, -80, 20))
    def beta_quantile(u, a, b):
        u, a, b = mpf(u), mpf(a), mpf(b)
        low = lambda t: m.log(m.betainc(a, b, 0, 1 / (1 + m.exp(-t)), regularized=True))
        high = lambda t: m.log(m.betainc(b, a, 0, 1 / (1 + m.exp(t)), regularized=True))
        f = (lambda t: low(t) - m.log(u)) if u < .5 else (lambda t: m.log(1 - u) - high(t))
        return 1 / (1 + m.exp(-bracket(f, -200, 60)))
    us = lambda: random.choice([random.random(), 2.0 ** -random.uniform(1, 53), 1 - 2.0 ** -random.randint(2, 53)])
    table("QuantileGamma", gamma_quantile, [(us(), random.choice([.3, .5, 1.5, 2.0, 7.25, 40.0, 333.3])) for _ in range(120)])
    table("QuantileBeta", beta_quantile, [(us(), random.choice([.4, 1.5, 2.0, 30.0]), random.choice([.5, 1.0, 3.25, 75.0])) for _ in range(120)])
    def truncated(u, a, b):
        phi = lambda z: m.erfc(-z / m.sqrt(2)) / 2
        if a > 0: return -truncated(1 - u, -b, -a)
        p = phi(a) + u * (phi(b) - phi(a))
        return bracket(lambda z: m.log(phi(z)) - m.log(p), a, b)
    table("QuantileTruncatedNormal", truncated, [(us(), a, b) for a, b in ((-1.0, 2.0), (-3.0, -1.0), (2.0, 5.0), (-36.0, -25.0), (31.0, 50.0), (-80.0, -60.0), (60.0, 60.5)) for _ in range(15)])
    def poisson(u, mean):
        total = term = m.exp(-mean); k = 0
        while total < u: k += 1; term *= mean / k; total += term
        return mpf(k)
    table("QuantilePoisson", poisson, [(us(), random.choice([.1, 1.0, 3.5, 20.0, 700.0])) for _ in range(150)])
    def binomial(u, n, p):
        total = term = (1 - p) ** n; k = 0
        while total < u: term *= (n - k) / mpf(k + 1) * p / (1 - p); k += 1; total += term
        return mpf(k)
    table("QuantileBinomial", binomial, [(us(), random.choice([1.0, 7.0, 40.0, 1000.0]), random.choice([.03, .25, .5, .9])) for _ in range(150)])

def bracket(f, a, b):
    """The root of an increasing function by bisection, then secant steps."""
    a, b = mpf(a), mpf(b)
    for _ in range(40):
        c = (a + b) / 2
        a, b = (c, b) if f(c) < 0 else (a, c)
    return m.findroot(f, (a, b), solver="secant", tol=mpf(10) ** -100, maxsteps=60, verify=False)

if __name__ == "__main__":
    main()
