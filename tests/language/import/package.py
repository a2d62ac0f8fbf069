import pkg
import pkg.sub
from pkg import version, beta, sub as s
import pkg.beta as pb

print(pkg.a, version, beta.b, pb is beta, pkg.sub is s, pkg.alpha.a)
print(pkg.__name__, pkg.beta.__name__, pkg.__package__, pkg.sub.__package__)
